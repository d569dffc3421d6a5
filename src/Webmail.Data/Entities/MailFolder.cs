using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A folder of an account, its anchor and its counters.</summary>
internal sealed class MailFolder
{
    public FolderId Id { get; set; }

    public AccountId AccountId { get; set; }

    public long UserId { get; set; }

    /// <summary>On the server.</summary>
    public required string Path { get; set; }

    /// <summary>Set while the server has still to hear of a new name.</summary>
    public string? ShownPath { get; set; }

    /// <summary>One character; empty for a flat name.</summary>
    public required string Separator { get; set; }

    /// <summary>What it is used as: the person's choice, else the server's word unless another folder was chosen for it.</summary>
    public SpecialUse SpecialUse { get; set; }

    /// <summary>The role by the server's word or by its name.</summary>
    public SpecialUse ListedUse { get; set; }

    public SpecialUse? ChosenUse { get; set; }

    /// <summary>Whether its new mail is told of; null: of the inbox only.</summary>
    public bool? Notifies { get; set; }

    public FolderPlace Place { get; set; }

    public bool Selectable { get; set; }

    public bool Subscribed { get; set; }

    /// <summary>Set while the server has still to hear of it.</summary>
    public bool? ShownSubscribed { get; set; }

    public uint UidValidity { get; set; }

    public ulong HighestModSeq { get; set; }

    public uint UidNext { get; set; }

    public uint BackfillBelow { get; set; }

    public int ServerTotal { get; set; }

    /// <summary>Messages shown in it; kept in the transaction that changes them.</summary>
    public int Total { get; set; }

    /// <summary>Of those, without \Seen.</summary>
    public int Unread { get; set; }

    /// <summary>The path the person sees.</summary>
    public string PathShown => ShownPath ?? Path;

    /// <summary>Conversations with messages shown in it.</summary>
    public int Conversations { get; set; }

    public SyncAnchor Anchor => new(UidValidity, HighestModSeq, UidNext, BackfillBelow);
}
