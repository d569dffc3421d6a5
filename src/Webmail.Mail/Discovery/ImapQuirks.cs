namespace Webmail.Mail.Discovery;

/// <summary>Where a provider's IMAP server does not do what it says.</summary>
/// <param name="IgnoredCapabilities">Announced, or acted as if announced, and not to be relied on; in IMAP's spelling.</param>
/// <param name="RefusesSearch">SEARCH is answered with NO for criteria that other servers know: UIDs are asked for by FETCH.</param>
public sealed record ImapQuirks(IReadOnlyList<string> IgnoredCapabilities, bool RefusesSearch)
{
    public static ImapQuirks None { get; } = new([], RefusesSearch: false);
}
