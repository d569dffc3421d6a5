namespace Webmail.Model;

/// <summary>A message being written.</summary>
/// <param name="To">As typed: addresses separated by commas or semicolons.</param>
/// <param name="Text">Plain text with LF line ends.</param>
/// <param name="Version">Rises with each save; a save of an older version is refused.</param>
public sealed record Draft(
    DraftId Id,
    UserId User,
    AccountId Account,
    DraftKind Kind,
    MessageId? Original,
    string To,
    string Cc,
    string Bcc,
    string Subject,
    string Text,
    int Version,
    DateTimeOffset Updated,
    IReadOnlyList<DraftAttachment> Attachments)
{
    /// <summary>The text with its formatting, as the composer wrote it: to be cleaned before it is shown or sent. Null for a draft of plain text.</summary>
    public string? Html { get; init; }

    /// <summary>Who it is from; null for the account's own address.</summary>
    public IdentityId? Identity { get; init; }

    public DraftMarks Marks { get; init; } = DraftMarks.None;

    /// <summary>Another mail program changed the copy on the server: the person decides which is right.</summary>
    public bool IsContested { get; init; }

    /// <summary>The window that edited it last, by a name it gave itself; null when it was closed there.</summary>
    public string? Editor { get; init; }

    /// <summary>The original was delivered to this address, which is none of the identities: the person may want to answer from it. Only of a draft just begun; null for none.</summary>
    public string? OfferedAddress { get; init; }

    /// <summary>Message-ID of what it answers, where <see cref="Original"/> is not known; empty for none.</summary>
    public string InReplyTo { get; init; } = "";

    /// <summary>Of what it answers, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}

/// <summary>What a draft answers.</summary>
public enum DraftKind
{
    New = 0,
    Reply = 1,
    ReplyAll = 2,
    Forward = 3,
}

/// <summary>A file on a draft; its bytes are in the blob store.</summary>
/// <param name="ContentId">Set for a picture inside the text, which names it by this.</param>
public sealed record DraftAttachment(long Id, string FileName, string ContentType, long SizeBytes, BlobId Blob, string? ContentId);

/// <summary>What the composer sends to be kept.</summary>
/// <param name="BaseVersion">The version the person was editing.</param>
public sealed record DraftContent(AccountId Account, string To, string Cc, string Bcc, string Subject, string Text, int BaseVersion)
{
    /// <summary>Null for a draft of plain text.</summary>
    public string? Html { get; init; }

    /// <summary>Who it is from; null for the account's own address.</summary>
    public IdentityId? Identity { get; init; }

    public DraftMarks Marks { get; init; } = DraftMarks.None;

    /// <summary>The window that saves, by a name it gave itself; null for one that does not tell.</summary>
    public string? Editor { get; init; }
}
