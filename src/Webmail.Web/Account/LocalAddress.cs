namespace Webmail.Web.Account;

/// <summary>Keeps a return address inside the application.</summary>
internal static class LocalAddress
{
    public const string Mail = "/mail";

    /// <summary>The address when it is a path of ours, else <see cref="Mail"/>. Browsers read <c>//host</c> and <c>/\host</c> as another host and skip control characters.</summary>
    public static string Or(string? address)
    {
        var isLocal = address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
        return isLocal && address is not null ? address : Mail;
    }
}
