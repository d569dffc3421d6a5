namespace Webmail.Mail.Discovery;

/// <summary>Where a provider's IMAP server does not do what it says.</summary>
/// <param name="IgnoredCapabilities">Announced, or acted as if announced, and not to be relied on; in IMAP's spelling.</param>
/// <param name="RefusesSearch">SEARCH is answered with NO for criteria that other servers know: UIDs are asked for by FETCH.</param>
/// <param name="WholeSections">Ranges of a section (BODY[1]&lt;0.1000&gt;) come with other bytes than those asked for: sections are fetched whole.</param>
public sealed record ImapQuirks(IReadOnlyList<string> IgnoredCapabilities, bool RefusesSearch, bool WholeSections)
{
    public static ImapQuirks None { get; } = new([], RefusesSearch: false, WholeSections: false);
}
