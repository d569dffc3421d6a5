using System.Globalization;

namespace Webmail.Mail.Compose;

/// <summary>What a reply or a forwarded message starts with, ready for the fields of the composer.</summary>
/// <param name="Html">The same with the formatting of the original; its pictures are named cid:, by the numbers of its parts.</param>
/// <param name="InReplyTo">Message-ID of the original without angle brackets; empty for a forwarded message or when it has none.</param>
/// <param name="References">Of the original, without its own Message-ID.</param>
public sealed record ReplySeed(string To, string Cc, string Subject, string Text, string Html, string InReplyTo, IReadOnlyList<string> References);

/// <summary>Sentences a reply needs, in the person's language.</summary>
/// <param name="Attribution">Format with {0} = date and {1} = name, such as "On {0}, {1} wrote:".</param>
/// <param name="ForwardedHeader">Line above a forwarded message.</param>
/// <param name="From">Label of the sender in the header block of a forwarded message; likewise the others.</param>
/// <param name="Culture">For the date.</param>
/// <param name="TimeZone">The person's.</param>
public sealed record ReplyTexts(
    string Attribution,
    string ForwardedHeader,
    string From,
    string Date,
    string Subject,
    string To,
    string Cc,
    CultureInfo Culture,
    TimeZoneInfo TimeZone);
