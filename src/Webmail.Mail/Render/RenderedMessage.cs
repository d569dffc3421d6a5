using Webmail.Mail.Authenticity;
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
    string? Problem)
{
    /// <summary>What a mail server reports of a message that was sent.</summary>
    public DeliveryReport? Report { get; init; }

    /// <summary>Who wanted to count that the message is read, by name or host; never loaded.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];

    /// <summary>Links whose text names another host than they lead to, or whose host only looks like what it says.</summary>
    public int LyingLinks { get; init; }

    /// <summary>How one leaves the mailing it is of; null when it is none.</summary>
    public Unsubscribing? Unsubscribing { get; init; }

    /// <summary>Where servers say they delivered it to (Delivered-To, X-Original-To), the last one first.</summary>
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];

    /// <summary>Where one writes to everybody on the list it came from (RFC 2369 §3.4); null when it came from none, or the list takes no answers.</summary>
    public string? ListPost { get; init; }

    /// <summary>The sender asks to be told when it is read (RFC 8098).</summary>
    public bool AsksForReceipt { get; init; }

    /// <summary>What its head says about its sender.</summary>
    public SenderEvidence Evidence { get; init; } = SenderEvidence.None;

    /// <summary>The event the message brings.</summary>
    public Invitation? Invitation { get; init; }
}

/// <summary>A part that is not the body.</summary>
/// <param name="Part">Running number of the part among all leaf parts, depth first, from 0; the same for the same bytes for ever. A path for what is within an archive such as winmail.dat.</param>
/// <param name="FileName">Without path, control and direction characters, at most 200 characters; empty when the part has no name.</param>
/// <param name="SizeBytes">Decoded size, exact but for broken encodings.</param>
/// <param name="Inline">The body shows it.</param>
public sealed record RenderedAttachment(PartPath Part, string FileName, string ContentType, long SizeBytes, bool Inline)
{
    /// <summary>What it is by its content; null when that is not here or tells nothing.</summary>
    public string? ActualType { get; init; }

    public AttachmentRisk Risk { get; init; }
}
