using System.Globalization;
using MailKit;
using MimeKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Turns what MailKit read of a message into our own record, with every text bounded and free of control characters.</summary>
internal static class EnvelopeReader
{
    private const int MaxSubject = 1000;
    private const int MaxName = 320;
    private const int MaxMessageId = 998;
    private const int MaxPeople = 200;
    private const int MaxReferences = 200;
    private const int MaxThreadId = 255; // RFC 8474 §4
    private const string Forwarded = "$Forwarded";

    public static ServerMessage Read(IMessageSummary summary, DateTimeOffset now)
    {
        var envelope = summary.Envelope;
        var inReplyTo = MessageId(envelope?.InReplyTo);
        var from = People(envelope?.From);
        if (from.Count == 0)
            from = People(envelope?.Sender);
        var references = summary.References?.Select(MessageId).Where(id => id.Length > 0).TakeLast(MaxReferences).ToList() ?? [];
        if (references.Count == 0 && inReplyTo.Length > 0)
            references.Add(inReplyTo);

        return new ServerMessage(
            summary.UniqueId.Id,
            summary.ModSeq ?? 0,
            Flags(summary.Flags, summary.Keywords),
            summary.InternalDate ?? envelope?.Date ?? now,
            envelope?.Date,
            summary.Size ?? 0,
            Clean(envelope?.Subject, MaxSubject),
            from.Count > 0 ? from[0] : new MailPerson("", ""),
            People(envelope?.To),
            People(envelope?.Cc),
            People(envelope?.ReplyTo),
            MessageId(envelope?.MessageId),
            inReplyTo,
            references,
            summary.Body is not null && summary.BodyParts.Any(IsAttachment),
            Preview: null)
        {
            ThreadId = summary.GMailThreadId is { } number ? number.ToString(CultureInfo.InvariantCulture) : Clean(summary.ThreadId, MaxThreadId),
        };
    }

    public static MailFlags Flags(MessageFlags? flags, IReadOnlySet<string>? keywords)
    {
        var ours = MailFlags.None;
        if (flags is { } set)
        {
            ours |= set.HasFlag(MessageFlags.Seen) ? MailFlags.Seen : 0;
            ours |= set.HasFlag(MessageFlags.Answered) ? MailFlags.Answered : 0;
            ours |= set.HasFlag(MessageFlags.Flagged) ? MailFlags.Flagged : 0;
            ours |= set.HasFlag(MessageFlags.Deleted) ? MailFlags.Deleted : 0;
            ours |= set.HasFlag(MessageFlags.Draft) ? MailFlags.Draft : 0;
        }

        return keywords?.Any(word => word.Equals(Forwarded, StringComparison.OrdinalIgnoreCase)) == true ? ours | MailFlags.Forwarded : ours;
    }

    public static MessageFlags ToServer(MailFlags flags) =>
        (flags.HasFlag(MailFlags.Seen) ? MessageFlags.Seen : 0)
        | (flags.HasFlag(MailFlags.Answered) ? MessageFlags.Answered : 0)
        | (flags.HasFlag(MailFlags.Flagged) ? MessageFlags.Flagged : 0)
        | (flags.HasFlag(MailFlags.Deleted) ? MessageFlags.Deleted : 0)
        | (flags.HasFlag(MailFlags.Draft) ? MessageFlags.Draft : 0);

    public static IReadOnlyList<string> ToKeywords(MailFlags flags) => flags.HasFlag(MailFlags.Forwarded) ? [Forwarded] : [];

    /// <summary>One line: control characters and runs of white space become one space.</summary>
    public static string Clean(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length <= maxLength && IsClean(text))
            return text;

        var clean = new System.Text.StringBuilder(Math.Min(text.Length, maxLength));
        Span<char> units = stackalloc char[2];
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (System.Text.Rune.IsControl(rune) || System.Text.Rune.IsWhiteSpace(rune))
            {
                gap = clean.Length > 0;
                continue;
            }

            if (clean.Length + rune.Utf16SequenceLength + (gap ? 1 : 0) > maxLength)
                break;
            if (gap)
                clean.Append(' ');
            gap = false;
            clean.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return clean.ToString();
    }

    // Nearly all texts: letters with single spaces between. Surrogates are looked at closely.
    private static bool IsClean(string text)
    {
        var space = true;
        foreach (var unit in text)
        {
            if (char.IsControl(unit) || char.IsSurrogate(unit) || (char.IsWhiteSpace(unit) && (space || unit != ' ')))
                return false;
            space = unit == ' ';
        }

        return !space;
    }

    private static List<MailPerson> People(InternetAddressList? list) =>
        list is null
            ? []
            : [.. list.Mailboxes.Take(MaxPeople).Select(mailbox => new MailPerson(Clean(mailbox.Name, MaxName), Clean(mailbox.Address, MaxName)))];

    /// <summary>Without angle brackets; empty when absent.</summary>
    public static string MessageId(string? header) => Clean(header?.Trim().TrimStart('<').TrimEnd('>'), MaxMessageId);

    // A signature or an inline picture is no attachment to a person.
    private static bool IsAttachment(BodyPartBasic part)
    {
        if (part.ContentType.IsMimeType("application", "pgp-signature") || part.ContentType.MediaSubtype.EndsWith("pkcs7-signature", StringComparison.OrdinalIgnoreCase))
            return false;
        if (part.IsAttachment)
            return true;
        return !string.IsNullOrEmpty(part.FileName) && string.IsNullOrEmpty(part.ContentId) && !part.ContentType.IsMimeType("text", "*");
    }
}
