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
/// <param name="Scheduled">Put off by the person, not just waiting out the undo delay.</param>
/// <param name="Due">When it is worked on next; later than <paramref name="NotBefore"/> after an attempt that failed for now.</param>
/// <param name="SentSearches">How often Sent was searched for it since it became uncertain.</param>
/// <param name="Refused">Recipients that the server did not take while it took others.</param>
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
    bool Scheduled,
    DateTimeOffset Due,
    int Attempts,
    int SentSearches,
    string? LastError,
    IReadOnlyList<RefusedRecipient> Refused)
{
    /// <summary>The servers on its way are asked to say that it was delivered (RFC 3461).</summary>
    public bool WantsReport { get; init; }

    /// <summary>It may have been waiting for its time a long while: until then nobody tried.</summary>
    public DateTimeOffset FirstTry => NotBefore > Queued ? NotBefore : Queued;
}

/// <summary>A recipient the server did not take while it took others.</summary>
public sealed record RefusedRecipient(string Address, string ServerText);

/// <summary>What the list tells of a queued message.</summary>
/// <param name="Due">The next attempt.</param>
/// <param name="Attempts">Attempts so far; 0 while it waits for its own time.</param>
public sealed record OutboxStatus(OutboxState State, DateTimeOffset Due, bool Scheduled, int Attempts, IReadOnlyList<RefusedRecipient> Refused);

/// <summary>What a person decides about a message that may have left.</summary>
public enum UncertainDecision
{
    /// <summary>It arrived: a copy is filed in Sent.</summary>
    WasSent = 0,

    /// <summary>The same message once more; who got it already gets it twice.</summary>
    SendAgain = 1,

    /// <summary>Not sent; its text is a draft again.</summary>
    BackToDraft = 2,
}
