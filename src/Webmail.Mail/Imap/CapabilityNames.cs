using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>Capabilities as the provider data spells them: as IMAP does.</summary>
internal static class CapabilityNames
{
    /// <exception cref="ArgumentException">One of them is not known here: a mistake in the data.</exception>
    public static ImapCapabilities ToFlags(IEnumerable<string> names) =>
        names.Aggregate(ImapCapabilities.None, (flags, name) => flags | name switch
        {
            "CONDSTORE" => ImapCapabilities.CondStore,
            "QRESYNC" => ImapCapabilities.QuickResync,
            "IDLE" => ImapCapabilities.Idle,
            "NOTIFY" => ImapCapabilities.Notify,
            "MOVE" => ImapCapabilities.Move,
            "UIDPLUS" => ImapCapabilities.UidPlus,
            "ESEARCH" => ImapCapabilities.ESearch,
            "LIST-STATUS" => ImapCapabilities.ListStatus,
            "PREVIEW" => ImapCapabilities.Preview,
            "LIST-EXTENDED" => ImapCapabilities.ListExtended,
            "IMAP4REV2" => ImapCapabilities.IMAP4rev2,
            _ => throw new ArgumentException($"The capability {name} is not known", nameof(names)),
        });
}
