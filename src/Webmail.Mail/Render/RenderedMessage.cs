using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Which body a message is shown by.</summary>
public enum BodyFormat
{
    Text,
    Html,
}

/// <summary>A message made harmless: headers decoded, body as one document for a sandboxed frame.</summary>
/// <param name="From">First author; an empty address when there is none.</param>
/// <param name="Date">The Date header; null when absent or unreadable.</param>
/// <param name="MessageIdHeader">Without angle brackets; empty when there is none.</param>
/// <param name="References">Without angle brackets, oldest first; In-Reply-To where References is absent.</param>
/// <param name="Document">Complete sanitised HTML document, for both formats.</param>
/// <param name="BlockedImages">Different remote addresses that were not loaded.</param>
/// <param name="PlainText">The text a reply quotes, with LF line ends.</param>
/// <param name="Shortened">One of <see cref="RenderLimits"/> was reached.</param>
/// <param name="Problem">Why the message is shown raw; null when it could be read.</param>
public sealed record RenderedMessage(
    MailPerson From,
    IReadOnlyList<MailPerson> To,
    IReadOnlyList<MailPerson> Cc,
    IReadOnlyList<MailPerson> ReplyTo,
    string Subject,
    DateTimeOffset? Date,
    string MessageIdHeader,
    IReadOnlyList<string> References,
    BodyFormat Format,
    string Document,
    int BlockedImages,
    IReadOnlyList<RenderedAttachment> Attachments,
    string PlainText,
    bool Shortened,
    string? Problem);

/// <summary>A part that is not the body.</summary>
/// <param name="Index">Running number of the part among all leaf parts, depth first, from 0; the same for the same bytes for ever.</param>
/// <param name="FileName">Without path, control and direction characters, at most 200 characters; empty when the part has no name.</param>
/// <param name="SizeBytes">Decoded size, exact but for broken encodings.</param>
/// <param name="Inline">The body shows it.</param>
public sealed record RenderedAttachment(int Index, string FileName, string ContentType, long SizeBytes, bool Inline);
