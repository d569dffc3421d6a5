namespace Webmail.TestKit.Servers;

/// <summary>
/// The real mail servers cannot be had here. Thrown in a test it makes xunit report the test as skipped, with the reason:
/// the prefix is xunit's own mark for that (DynamicSkipToken), so a test cannot forget it and pass.
/// </summary>
public sealed class MailServerUnavailableException(string reason) : Exception("$XunitDynamicSkip$" + reason)
{
    /// <summary>What is missing, for people.</summary>
    public string Reason { get; } = reason;
}
