using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A folder of an account, its anchor and its counters.</summary>
internal sealed class MailFolder
{
    public FolderId Id { get; set; }

    public AccountId AccountId { get; set; }

    public long UserId { get; set; }

    public required string Path { get; set; }

    /// <summary>One character; empty for a flat name.</summary>
    public required string Separator { get; set; }

    public SpecialUse SpecialUse { get; set; }

    public bool Selectable { get; set; }

    public bool Subscribed { get; set; }

    public uint UidValidity { get; set; }

    public ulong HighestModSeq { get; set; }

    public uint UidNext { get; set; }

    public uint BackfillBelow { get; set; }

    public int ServerTotal { get; set; }

    /// <summary>Messages shown in it; kept in the transaction that changes them.</summary>
    public int Total { get; set; }

    /// <summary>Of those, without \Seen.</summary>
    public int Unread { get; set; }

    public SyncAnchor Anchor => new(UidValidity, HighestModSeq, UidNext, BackfillBelow);
}
