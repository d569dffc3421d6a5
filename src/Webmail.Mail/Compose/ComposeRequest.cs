using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>What a person wrote, as it was typed.</summary>
/// <param name="To">Addresses separated by commas, semicolons or line ends; likewise Cc and Bcc.</param>
/// <param name="InReplyTo">Message-ID of the original, with or without angle brackets; empty for a new message.</param>
/// <param name="References">References of the original, oldest first; its Message-ID is added.</param>
/// <param name="Date">The moment of writing, with the person's offset.</param>
public sealed record ComposeRequest(
    MailPerson From,
    string To,
    string Cc,
    string Bcc,
    string Subject,
    string Text,
    string InReplyTo,
    IReadOnlyList<string> References,
    IReadOnlyList<ComposeAttachment> Attachments,
    DateTimeOffset Date)
{
    /// <summary>The text with its formatting, as typed or pasted; null for a message of plain text. Its pictures are named by cid:.</summary>
    public string? Html { get; init; }

    /// <summary>Where answers go when not to the sender; empty for nowhere else.</summary>
    public string ReplyTo { get; init; } = "";

    /// <summary>The sender gets a hidden copy.</summary>
    public bool CopyToSelf { get; init; }

    public DraftMarks Marks { get; init; } = DraftMarks.None;

    /// <summary>Message-ID to use, without angle brackets: a draft keeps its own over all its versions. Null for a new one.</summary>
    public string? MessageId { get; init; }

    /// <summary>A draft is kept as it is: without recipients, and with what is no address left out.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>A file to send along.</summary>
/// <param name="OpenAsync">Called once for each writing of the message; the stream need not seek and is disposed.</param>
public sealed record ComposeAttachment(string FileName, string ContentType, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    /// <summary>Set for a picture inside the text.</summary>
    public string? ContentId { get; init; }
}
