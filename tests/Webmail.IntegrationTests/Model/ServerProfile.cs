using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>What a server can do, and which crash points its mail passes.</summary>
internal sealed record ServerProfile(string Name, string Capabilities, IReadOnlyList<string> Points)
{
    private const string Base = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ UNSELECT CHILDREN NAMESPACE LIST-EXTENDED LIST-STATUS SPECIAL-USE ESEARCH";

    private static readonly string[] Everywhere =
        [CrashPoint.BeforeCommit, CrashPoint.AfterCommit, CrashPoint.Scanned, CrashPoint.Listed, CrashPoint.Claimed, CrashPoint.Replayed, CrashPoint.BlobWritten, CrashPoint.SendClaimed, CrashPoint.SendAccepted, CrashPoint.SendFiled];

    /// <summary>As Dovecot is.</summary>
    public static ServerProfile Full { get; } = new("everything", "", Everywhere);

    /// <summary>CONDSTORE, but vanished messages are not told.</summary>
    public static ServerProfile WithoutQresync { get; } = new("no QRESYNC", $"{Base} IDLE UIDPLUS MOVE CONDSTORE", Everywhere);

    /// <summary>As Exchange Online, Yandex and Mail.ru are, without push.</summary>
    public static ServerProfile Plain { get; } = new("no CONDSTORE, no IDLE", $"{Base} UIDPLUS MOVE", Everywhere);

    /// <summary>Moves by copy and expunge.</summary>
    public static ServerProfile WithoutMove { get; } = new("no MOVE", $"{Base} IDLE UIDPLUS CONDSTORE QRESYNC", [.. Everywhere, CrashPoint.MoveCopied, CrashPoint.MarkedDeleted]);

    /// <summary>The poorest: nobody says where a copy went, and EXPUNGE takes everything that is marked.</summary>
    public static ServerProfile Poorest { get; } = new("no MOVE, no UIDPLUS", $"{Base} IDLE", [.. Everywhere, CrashPoint.MoveCopied, CrashPoint.MarkedDeleted]);

    /// <summary>Without UIDPLUS two clients that expunge at the same moment take each other's marks: there the other one deletes nothing.</summary>
    public bool TheyDelete => this != Poorest;

    /// <summary>Flags that the other client sets and clears.</summary>
    public IReadOnlyList<MailFlags> TheirFlags => TheyDelete ? [MailFlags.Answered, MailFlags.Deleted, MailFlags.Draft] : [MailFlags.Answered, MailFlags.Draft];

    public static IReadOnlyList<ServerProfile> All { get; } = [Full, WithoutQresync, Plain, WithoutMove, Poorest];
}
