using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A queued message and how far it got.</summary>
internal sealed class StoredOutboxItem
{
    public OutboxId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    public DraftId? DraftId { get; set; }

    public DraftKind Kind { get; set; }

    public MessageId? Original { get; set; }

    public OutboxState State { get; set; }

    public required string MessageIdHeader { get; set; }

    public required string Sender { get; set; }

    /// <summary>JSON array of addresses.</summary>
    public required string Recipients { get; set; }

    public required string FirstRecipient { get; set; }

    public required string Subject { get; set; }

    public BlobId BlobId { get; set; }

    public DateTimeOffset Queued { get; set; }

    public DateTimeOffset NotBefore { get; set; }

    /// <summary>When to work on it next: <see cref="NotBefore"/> at first, later after a pause.</summary>
    public DateTimeOffset Due { get; set; }

    public DateTimeOffset Changed { get; set; }

    /// <summary>Put off by the person, not just waiting out the undo delay.</summary>
    public bool Scheduled { get; set; }

    /// <summary>The servers on its way are asked to say that it was delivered.</summary>
    public bool WantsReport { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    /// <summary>JSON array of <see cref="RefusedRecipient"/>; null when every recipient was taken, or the person has seen it.</summary>
    public string? Refused { get; set; }

    public int SentSearches { get; set; }

    public long? ClaimedEpoch { get; set; }
}
