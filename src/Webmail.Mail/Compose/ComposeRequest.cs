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
    DateTimeOffset Date);

/// <summary>A file to send along.</summary>
/// <param name="OpenAsync">Called once for each writing of the message; the stream need not seek and is disposed.</param>
public sealed record ComposeAttachment(string FileName, string ContentType, Func<CancellationToken, Task<Stream>> OpenAsync);
