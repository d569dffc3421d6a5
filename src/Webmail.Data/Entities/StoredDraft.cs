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

    public int Version { get; set; }

    public DateTimeOffset Updated { get; set; }

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
