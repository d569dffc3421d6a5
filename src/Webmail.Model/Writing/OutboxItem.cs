namespace Webmail.Model;

/// <summary>Where a queued message stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its time or for the server. Can be taken back.</summary>
    Queued = 0,

    /// <summary>An attempt is under way; after a crash it becomes <see cref="Uncertain"/> once DATA may have been sent.</summary>
    Submitting = 1,

    /// <summary>The server accepted it; the copy in Sent is still to be made.</summary>
    Submitted = 2,

    /// <summary>The copy is in Sent; the flag on the original is still to be set.</summary>
    Filed = 3,

    /// <summary>Nothing left to do.</summary>
    Done = 4,

    /// <summary>The server refused it for good; the text is back as a draft.</summary>
    Rejected = 5,

    /// <summary>The connection broke after the message was sent and before the answer came: it may have left. Never sent again by itself.</summary>
    Uncertain = 6,

    /// <summary>Taken back by the person before it left.</summary>
    Cancelled = 7,
}

/// <summary>A message ready to leave.</summary>
/// <param name="MessageIdHeader">Fixed when queued; without angle brackets.</param>
/// <param name="Sender">Envelope sender (MAIL FROM).</param>
/// <param name="Recipients">Envelope recipients (RCPT TO), Bcc included, without duplicates.</param>
/// <param name="Blob">The frozen bytes, with Bcc header: the copy for Sent keeps it, transmission drops it.</param>
/// <param name="NotBefore">Does not leave before this.</param>
/// <param name="Original">The message it answers or forwards.</param>
public sealed record OutboxItem(
    OutboxId Id,
    UserId User,
    AccountId Account,
    DraftId? Draft,
    DraftKind Kind,
    MessageId? Original,
    OutboxState State,
    string MessageIdHeader,
    string Sender,
    IReadOnlyList<string> Recipients,
    string Subject,
    BlobId Blob,
    DateTimeOffset Queued,
    DateTimeOffset NotBefore,
    int Attempts,
    string? LastError);
