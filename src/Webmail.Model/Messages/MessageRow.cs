namespace Webmail.Model;

/// <summary>One line of a list, read in one query. In the views Drafts, Scheduled and Outbox a row may be one of ours that no server has.</summary>
/// <param name="Id">The message; for a local draft or a queued message the negative of nothing: see <paramref name="Draft"/> and <paramref name="Outbox"/>.</param>
/// <param name="Draft">Set for a local draft; it opens in the composer.</param>
/// <param name="Outbox">Set for a queued message.</param>
/// <param name="From">Sender; in Sent, Drafts, Scheduled and Outbox the first recipient, and <paramref name="IsOutgoing"/> is true.</param>
/// <param name="Received">INTERNALDATE; for our own the time of the last change.</param>
/// <param name="Preview">The first words of the text; empty until known.</param>
/// <param name="Pending">An operation on it waits for the server since this time.</param>
/// <param name="Failure">The server's words why the last operation on it was refused; null when none was.</param>
public sealed record MessageRow(
    MessageId Id,
    AccountId AccountId,
    FolderId FolderId,
    DraftId? Draft,
    OutboxId? Outbox,
    MailPerson From,
    bool IsOutgoing,
    string Subject,
    string Preview,
    DateTimeOffset Received,
    MailFlags Flags,
    bool HasAttachments,
    int AccountColor,
    DateTimeOffset? Pending,
    string? Failure)
{
    /// <summary>Set when the row is a conversation: then the message is its newest in the view, and flags are those of all its messages there.</summary>
    public ConversationSummary? Conversation { get; init; }

    /// <summary>A message of a Drafts folder: it goes on being written, whichever program began it.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Set when the row is a queued message.</summary>
    public OutboxStatus? Outgoing { get; init; }

    /// <summary>Set in the results of a search.</summary>
    public RowMarks? Marks { get; init; }

    public bool IsUnread => (Flags & MailFlags.Seen) == 0;

    public bool IsStarred => (Flags & MailFlags.Flagged) != 0;

    public bool IsAnswered => (Flags & MailFlags.Answered) != 0;
}

/// <summary>A window of a view.</summary>
/// <param name="Total">Rows of the whole view.</param>
/// <param name="First">Index of the first row of <paramref name="Rows"/>, from 0.</param>
public sealed record MessagePage(int Total, int First, IReadOnlyList<MessageRow> Rows)
{
    public static MessagePage Empty { get; } = new(0, 0, []);
}

/// <summary>What is known of a message without its body.</summary>
/// <param name="Uid">Null while it waits for its place on the server.</param>
/// <param name="MessageIdHeader">Without angle brackets; empty when it has none.</param>
/// <param name="References">Without angle brackets, oldest first, at most 200.</param>
/// <param name="BodyBlob">Its raw bytes in the blob store; null when not fetched or evicted.</param>
public sealed record MessageFacts(
    MessageId Id,
    AccountId AccountId,
    FolderId FolderId,
    uint? Uid,
    string Subject,
    MailPerson From,
    IReadOnlyList<MailPerson> To,
    IReadOnlyList<MailPerson> Cc,
    IReadOnlyList<MailPerson> ReplyTo,
    DateTimeOffset Received,
    long SizeBytes,
    MailFlags Flags,
    string MessageIdHeader,
    IReadOnlyList<string> References,
    bool HasAttachments,
    BlobId? BodyBlob);
