using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>What a server can do, and which crash points its mail passes.</summary>
/// <param name="Domain">Whose people see the server like that.</param>
/// <param name="Hidden">Capabilities they are not told of.</param>
internal sealed record ServerProfile(string Name, string Domain, IReadOnlyList<string> Hidden, IReadOnlyList<string> Points)
{
    private static readonly string[] Everywhere = [.. CrashTally.Points.Except([CrashPoint.MoveCopied])];

    /// <summary>As Dovecot is.</summary>
    public static ServerProfile Full { get; } = new("everything", "full.test", [], Everywhere);

    /// <summary>CONDSTORE, but vanished messages are not told.</summary>
    public static ServerProfile WithoutQresync { get; } = new("no QRESYNC", "no-qresync.test", ["QRESYNC", "NOTIFY"], Everywhere);

    /// <summary>As Exchange Online, Yandex and Mail.ru are, without push.</summary>
    public static ServerProfile Plain { get; } = new("no CONDSTORE, no IDLE", "plain.test", ["QRESYNC", "CONDSTORE", "IDLE", "NOTIFY"], Everywhere);

    /// <summary>Moves by copy and expunge.</summary>
    public static ServerProfile WithoutMove { get; } = new("no MOVE", "no-move.test", ["MOVE", "NOTIFY"], CrashTally.Points);

    /// <summary>The poorest: nobody says where a copy went, and EXPUNGE takes everything that is marked.</summary>
    public static ServerProfile Poorest { get; } = new("no MOVE, no UIDPLUS", "poor.test", ["MOVE", "UIDPLUS", "QRESYNC", "CONDSTORE", "NOTIFY"], CrashTally.Points);

    /// <summary>Without UIDPLUS two clients that expunge at the same moment take each other's marks: there the other one deletes nothing.</summary>
    public bool TheyDelete => this != Poorest;

    /// <summary>Flags that the other client sets and clears.</summary>
    public IReadOnlyList<MailFlags> TheirFlags =>
        TheyDelete ? [MailFlags.Answered, MailFlags.Deleted, MailFlags.Draft, MailFlags.Forwarded] : [MailFlags.Answered, MailFlags.Draft, MailFlags.Forwarded];

    public static IReadOnlyList<ServerProfile> All { get; } = [Full, WithoutQresync, Plain, WithoutMove, Poorest];
}
