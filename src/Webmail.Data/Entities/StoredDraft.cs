using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A message being written.</summary>
internal sealed class StoredDraft
{
    public DraftId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    public DraftPlace Place { get; set; }

    public DraftKind Kind { get; set; }

    public MessageId? Original { get; set; }

    public required string To { get; set; }

    public required string Cc { get; set; }

    public required string Bcc { get; set; }

    public required string Subject { get; set; }

    public required string Text { get; set; }

    /// <summary>The text with its formatting, sanitised; null for a plain text.</summary>
    public string? Html { get; set; }

    public int Version { get; set; }

    public DateTimeOffset Updated { get; set; }

    /// <summary>A name the browser gave it before we knew it: begun twice, because an answer was lost, it is still one draft. Empty for none.</summary>
    public string StartKey { get; set; } = "";

    /// <summary>Null for the account's own address.</summary>
    public IdentityId? IdentityId { get; set; }

    public Urgency Priority { get; set; }

    public bool WantsReceipt { get; set; }

    public bool WantsReport { get; set; }

    /// <summary>Message-ID of what it answers, where <see cref="Original"/> is not known any more; empty for none.</summary>
    public string InReplyTo { get; set; } = "";

    public string References { get; set; } = "";

    /// <summary>Message-ID of its copy in the Drafts folder of the server: the same for all versions of it. Empty before the first.</summary>
    public string ServerHeader { get; set; } = "";

    /// <summary>Where that copy is, as far as the server said.</summary>
    public FolderId? ServerFolderId { get; set; }

    public uint? ServerUid { get; set; }

    /// <summary>The version the server has; 0 when it has none.</summary>
    public int ServerVersion { get; set; }

    /// <summary>A copy that another mail program put in its place, until the person has decided; null when there is none.</summary>
    public uint? TheirUid { get; set; }

    /// <summary>When the server has to be told; null when it has heard everything.</summary>
    public DateTimeOffset? ServerDue { get; set; }

    /// <summary>The window that edits it, and when it was last heard of.</summary>
    public string? Editor { get; set; }

    public DateTimeOffset? EditorSeen { get; set; }

    public List<StoredAttachment> Attachments { get; } = [];
}

/// <summary>Where a draft is.</summary>
internal enum DraftPlace
{
    Shown = 0,

    /// <summary>Discarded; can be restored until swept.</summary>
    Discarded = 1,

    /// <summary>Queued for sending; comes back when taken back or rejected.</summary>
    Queued = 2,
}
