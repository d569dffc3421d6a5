using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Webmail.Mail.Render.Html;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Turns the parts that are the body into one document and one text for quoting.</summary>
internal sealed partial class BodyReader(RenderBudget budget, RenderOptions options, MailUrls urls)
{
    private const int CharsetSearch = 2048;

    private readonly Dictionary<MimeNode, List<TextLine>> _lines = [];
    private readonly List<TextFile> _files = [];

    public BodyContent Read(BodySelection selection)
    {
        var markup = new StringBuilder();
        var sheets = new StringBuilder();
        var bodyTag = "<body>";
        var htmlText = new StringBuilder();
        var pipeline = new HtmlBodyPipeline(budget, urls, options.QuoteLabel);
        var isHtml = selection.Body.Exists(part => part.Is("text/html"));
        foreach (var part in selection.Body)
        {
            if (!part.Is("text/html"))
            {
                var lines = Lines(part);
                TextBody.Append(markup, lines, options.QuoteLabel, budget);
                AppendText(htmlText, string.Join('\n', lines));
                continue;
            }

            var html = pipeline.Run(Decode(part, budget.Limits.HtmlBytes));
            sheets.Append(html.Sheet);
            // A second HTML part is mostly a footer of a mailing list: it has no say in the paper.
            if (bodyTag == "<body>")
                bodyTag = html.BodyTag;
            markup.Append(html.Markup);
            AppendText(htmlText, html.Text);
        }

        var document = isHtml ? MessageDocument.OfHtml(sheets.ToString(), bodyTag, markup, options.Dark) : MessageDocument.OfText(options.Theme, markup, options.Monospace);
        return new BodyContent(isHtml ? BodyFormat.Html : BodyFormat.Text, document, Quotable(selection, isHtml, htmlText), [.. _files], IsBlank(htmlText, markup));
    }

    // The sender's own plain text reads better than what can be made of HTML.
    private string Quotable(BodySelection selection, bool isHtml, StringBuilder fromBody)
    {
        var text = fromBody.ToString();
        if (isHtml)
        {
            var plain = new StringBuilder();
            foreach (var part in selection.Quotable.Where(part => !selection.Body.Contains(part)))
                AppendText(plain, string.Join('\n', Lines(part)));
            if (plain.ToString().Trim().Length > 0)
                text = plain.ToString();
        }

        text = text.Trim('\n');
        var max = budget.Limits.QuotedCharacters;
        return text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }

    private static void AppendText(StringBuilder text, string more)
    {
        if (text.Length > 0)
            text.Append("\n\n");
        text.Append(more);
    }

    private static bool IsBlank(StringBuilder text, StringBuilder markup) =>
        text.ToString().Trim().Length == 0 && !markup.ToString().Contains("<img", StringComparison.Ordinal);

    private List<TextLine> Lines(MimeNode part)
    {
        if (_lines.TryGetValue(part, out var known))
            return known;
        var text = Decode(part, budget.Limits.TextBytes);
        _files.AddRange(UuFiles.Take(ref text).Select((file, i) => new TextFile(((PartPath)i).Within(part.Index), file.Name, MimeTypes.GetMimeType(file.Name), file.Content.Length)));
        var lines = TextLine.Read(text, part.Facts.Flowed, part.Facts.DelSp);
        while (lines.Count > 0 && lines[^1] is { Depth: 0, Text: "" })
            lines.RemoveAt(lines.Count - 1);
        return _lines[part] = lines;
    }

    private string Decode(MimeNode part, int max)
    {
        var bytes = part.Kept(max, out var cut);
        if (cut)
            budget.Shorten();
        if (options.Charset is { } chosen)
            return Charsets.Find(chosen) is { } encoding ? encoding.GetString(bytes) : Charsets.Decode(bytes, "", cut);
        var charset = part.Facts.Charset;
        if (Charsets.Find(charset) is null && part.Is("text/html"))
            charset = MetaCharset().Match(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, CharsetSearch)))).Groups[1].Value;
        return Charsets.Decode(bytes, charset, cut);
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MetaCharset();
}

/// <summary>The body, ready to show and to quote.</summary>
/// <param name="Files">Files that stood within the texts.</param>
/// <param name="IsBlank">Nothing of it can be seen.</param>
internal sealed record BodyContent(BodyFormat Format, string Document, string Text, IReadOnlyList<TextFile> Files, bool IsBlank);

/// <summary>A file within a text.</summary>
internal sealed record TextFile(PartPath Path, string Name, string ContentType, long SizeBytes);
