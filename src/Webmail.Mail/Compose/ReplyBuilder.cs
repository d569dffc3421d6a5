using System.Text;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>What a reply, a reply to all or a forwarded message starts with.</summary>
public static class ReplyBuilder
{
    private const int MaxRecipients = 200;

    /// <param name="myAddresses">All addresses of the person; none of them becomes a recipient unless the person wrote only to themself.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is <see cref="DraftKind.New"/>.</exception>
    public static ReplySeed Build(DraftKind kind, RenderedMessage original, IReadOnlyCollection<string> myAddresses, ReplyTexts texts)
    {
        var me = new HashSet<string>(myAddresses.Select(Key), StringComparer.OrdinalIgnoreCase);
        return kind switch
        {
            DraftKind.Reply or DraftKind.ReplyAll => Reply(kind == DraftKind.ReplyAll, original, me, texts),
            DraftKind.Forward => new ReplySeed("", "", SubjectPrefix.Forward(original.Subject), Forwarded(original, texts), QuoteHtml.Forwarded(original, texts), "", original.References),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Answers nothing."),
        };
    }

    /// <summary>The text of a draft that another program wrote, with its formatting; null when it has none.</summary>
    public static string? DraftHtml(RenderedMessage draft) => draft.Format == BodyFormat.Html ? QuoteHtml.Body(draft) : null;

    private static ReplySeed Reply(bool all, RenderedMessage original, HashSet<string> me, ReplyTexts texts)
    {
        // My own message goes on to those it went to; so does a Reply-To that is somebody else's.
        var mine = me.Contains(Key(original.From.Address));
        IReadOnlyList<MailPerson> first = mine && original.To.Count > 0 ? original.To
            : original.ReplyTo.Count > 0 ? original.ReplyTo
            : [original.From];
        IEnumerable<MailPerson> others = !all ? [] : mine ? original.Cc : original.To.Concat(original.Cc);

        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var to = Pick(first, person => !me.Contains(Key(person.Address)), used);
        var cc = Pick(others, person => !me.Contains(Key(person.Address)), used);
        if (to.Count == 0)
        {
            // Nobody but me is left in To: the copies move up, and a note to myself stays one.
            (to, cc) = cc.Count > 0 ? (cc, []) : (Pick(first, _ => true, used), cc);
        }

        return new ReplySeed(
            Recipients.Format(to),
            Recipients.Format(cc),
            SubjectPrefix.Reply(original.Subject),
            Quoted(original, texts),
            QuoteHtml.Quoted(original, Attribution(original, texts)),
            original.MessageIdHeader,
            original.References);
    }

    private static List<MailPerson> Pick(IEnumerable<MailPerson> people, Func<MailPerson, bool> wanted, HashSet<string> used) =>
        people.Where(person => person.Address.Length > 0 && wanted(person) && used.Add(Key(person.Address))).Take(MaxRecipients).ToList();

    private static string Key(string address) => Recipients.Normalise(address.Trim()) ?? address.Trim();

    // Two empty lines for the answer, then the original.
    private static string Quoted(RenderedMessage original, ReplyTexts texts)
    {
        var builder = new StringBuilder("\n\n");
        builder.Append(Attribution(original, texts)).Append('\n');
        foreach (var line in WithoutSignature(original.PlainText).EnumerateLines())
            builder.Append(line.IsEmpty ? ">" : line[0] == '>' ? ">" : "> ").Append(line).Append('\n');
        return builder.ToString();
    }

    private static string Attribution(RenderedMessage original, ReplyTexts texts) =>
        DisplayText.Clean(string.Format(texts.Culture, texts.Attribution, FormatDate(original, texts), DisplayText.Clean(original.From.Display, 200)), 500);

    private static string Forwarded(RenderedMessage original, ReplyTexts texts)
    {
        var builder = new StringBuilder("\n\n");
        foreach (var line in ForwardedHead(original, texts))
            builder.Append(line).Append('\n');
        return builder.Append('\n').Append(original.PlainText.TrimEnd()).Append('\n').ToString();
    }

    /// <summary>The lines above a forwarded message: who wrote it to whom, when, about what.</summary>
    internal static IEnumerable<string> ForwardedHead(RenderedMessage original, ReplyTexts texts)
    {
        (string Label, string Value)[] lines =
        [
            (texts.From, Recipients.Format(original.From)),
            (texts.Date, FormatDate(original, texts)),
            (texts.Subject, DisplayText.Clean(original.Subject, 1000)),
            (texts.To, Recipients.Format(original.To.Take(MaxRecipients))),
            (texts.Cc, Recipients.Format(original.Cc.Take(MaxRecipients))),
        ];
        return lines.Where(line => line.Value.Length > 0).Select(line => $"{line.Label}: {line.Value}").Prepend(texts.ForwardedHeader);
    }

    private static string FormatDate(RenderedMessage original, ReplyTexts texts) =>
        original.Date is { } date ? TimeZoneInfo.ConvertTime(date, texts.TimeZone).ToString("f", texts.Culture) : "";

    // The sender's "-- " line and what follows; a reply below a quote inside it would be lost otherwise, so only the last one counts.
    private static ReadOnlySpan<char> WithoutSignature(string text)
    {
        var mark = text.StartsWith("-- \n", StringComparison.Ordinal) ? 0 : text.LastIndexOf("\n-- \n", StringComparison.Ordinal);
        return (mark < 0 ? text : text.AsSpan(0, mark)).TrimEnd();
    }
}
