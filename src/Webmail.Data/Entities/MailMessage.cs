using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>
/// A message of the index. It has two places: where the server has it (<see cref="ServerFolderId"/>, <see cref="Uid"/>,
/// <see cref="ServerFlags"/>), and where the person put it (<see cref="FolderId"/>, <see cref="Flags"/>,
/// <see cref="Visibility"/>). The second is the first with the pending operations applied: see <see cref="LocalState"/>.
/// </summary>
internal sealed class MailMessage
{
    public MessageId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    public FolderId FolderId { get; set; }

    /// <summary>Special use of <see cref="FolderId"/>, copied so that a view across accounts is one range of one index.</summary>
    public SpecialUse Role { get; set; }

    public Visibility Visibility { get; set; }

    public MailFlags Flags { get; set; }

    public DateTimeOffset Received { get; set; }

    public FolderId ServerFolderId { get; set; }

    /// <summary>Null while its UID in <see cref="ServerFolderId"/> is not known: after a move the server did not describe, or a new UIDVALIDITY.</summary>
    public uint? Uid { get; set; }

    /// <summary>Since when <see cref="Uid"/> is unknown; the Unix epoch after a new UIDVALIDITY: then it is given up as soon as the folder is complete.</summary>
    public DateTimeOffset? UidLost { get; set; }

    public ulong ModSeq { get; set; }

    public MailFlags ServerFlags { get; set; }

    /// <summary>When the oldest operation that waits for the server was recorded.</summary>
    public DateTimeOffset? PendingSince { get; set; }

    public string? Failure { get; set; }

    public DateTimeOffset? Date { get; set; }

    public long SizeBytes { get; set; }

    public bool HasAttachments { get; set; }

    public required string FromName { get; set; }

    public required string FromAddress { get; set; }

    /// <summary>First recipient, for lists of outgoing mail.</summary>
    public required string ToName { get; set; }

    public required string ToAddress { get; set; }

    public required string Subject { get; set; }

    /// <summary>Null until fetched; empty when there is no text.</summary>
    public string? Preview { get; set; }

    public required string MessageIdHeader { get; set; }

    public required string InReplyTo { get; set; }

    /// <summary>See <see cref="SortKeys"/>; empty until an older row was seen to.</summary>
    public string SenderKey { get; set; } = "";

    public string SubjectKey { get; set; } = "";

    /// <summary>It looks like a reply by its subject and says nothing of what to.</summary>
    public bool IsLooseReply { get; set; }

    /// <summary>Number of its conversation within the account; 0 until an older row was seen to.</summary>
    public long Conversation { get; set; }

    public ConversationHeads Heads { get; set; }

    public BlobId? BodyBlob { get; set; }

    public Indexed Indexed { get; set; }

    /// <summary>1 when it belongs into the view of unread mail across accounts; computed by the database.</summary>
    public int InUnread { get; private set; }

    /// <summary>1 when it belongs into the view of starred mail across accounts; computed by the database.</summary>
    public int InStarred { get; private set; }

    /// <summary>To, Cc and Reply-To as <see cref="MessagePeople"/> writes them.</summary>
    public required string People { get; set; }

    /// <summary>Separated by spaces, oldest first.</summary>
    public required string References { get; set; }

    /// <summary>What the server calls its conversation, while it is on its way into the index; not kept, because the conversation is.</summary>
    public string ServerThread { get; init; } = "";

    public bool CountsAsUnread => Visibility == Visibility.Shown && (Flags & MailFlags.Seen) == 0;
}
