namespace Webmail.Model;

/// <summary>Where the index of a folder stands against the server.</summary>
/// <param name="UidValidity">0 when never opened.</param>
/// <param name="HighestModSeq">Highest mod-sequence already in the store (RFC 7162 §3.1); 0 when the server has no CONDSTORE.</param>
/// <param name="UidNext">UIDs at and above this are new; 0 when never opened.</param>
/// <param name="BackfillBelow">UIDs below this are not in the index yet; 0 when the folder is complete.</param>
public sealed record SyncAnchor(uint UidValidity, ulong HighestModSeq, uint UidNext, uint BackfillBelow)
{
    public static SyncAnchor None { get; } = new(0, 0, 0, 0);

    public bool IsComplete => UidValidity != 0 && BackfillBelow == 0;
}

/// <summary>A message as the server describes it, without its body.</summary>
/// <param name="InternalDate">When the server got it (INTERNALDATE).</param>
/// <param name="Date">The Date header; null when absent or unreadable.</param>
/// <param name="MessageIdHeader">Without angle brackets; empty when absent.</param>
/// <param name="References">References, else In-Reply-To; without angle brackets, oldest first, at most 200.</param>
/// <param name="Preview">First words of the text, one line, at most 200 characters; null when not asked for.</param>
public sealed record ServerMessage(
    uint Uid,
    ulong ModSeq,
    MailFlags Flags,
    DateTimeOffset InternalDate,
    DateTimeOffset? Date,
    long SizeBytes,
    string Subject,
    MailPerson From,
    IReadOnlyList<MailPerson> To,
    IReadOnlyList<MailPerson> Cc,
    IReadOnlyList<MailPerson> ReplyTo,
    string MessageIdHeader,
    string InReplyTo,
    IReadOnlyList<string> References,
    bool HasAttachments,
    string? Preview)
{
    /// <summary>What the server calls the conversation it is in (X-GM-THRID, THREADID); empty when it does not say.</summary>
    public string ThreadId { get; init; } = "";
}

/// <summary>New flags of a message already in the index.</summary>
public sealed record FlagChange(uint Uid, ulong ModSeq, MailFlags Flags);

/// <summary>What a scan found. Applied to the store in one transaction, anchor included.</summary>
/// <param name="Reset">UIDVALIDITY changed: everything the index holds of this folder is forgotten first.</param>
/// <param name="Added">Newest first, at most 500.</param>
/// <param name="Vanished">UIDs no longer there.</param>
/// <param name="Next">The anchor after this delta.</param>
/// <param name="ServerTotal">Messages in the folder (EXISTS).</param>
/// <param name="MoreToCome">Another scan would find more at once: the first synchronisation is under way.</param>
public sealed record FolderDelta(
    bool Reset,
    IReadOnlyList<ServerMessage> Added,
    IReadOnlyList<FlagChange> Changed,
    IReadOnlyList<uint> Vanished,
    SyncAnchor Next,
    int ServerTotal,
    bool MoreToCome);

/// <summary>The preview of a message, learnt after its envelope.</summary>
public sealed record PreviewText(uint Uid, string Text);
