using System.Text;

namespace Webmail.Mail.Render.Text;

/// <summary>A plain text as markup: escaped, quotes nested by level, links, the signature dimmed.</summary>
internal static class TextBody
{
    private const int MaxNesting = 6;

    // A line or two take less room than the button.
    private const int MinFolded = 4;

    // Marks and links cost more than the text they stand for.
    private const int MaxGrowth = 3;

    public static void Append(StringBuilder html, IReadOnlyList<TextLine> lines, string? quoteLabel, RenderBudget budget)
    {
        var depth = 0;
        var signature = SignatureStart(lines);
        var fold = quoteLabel is null ? -1 : FoldStart(lines, signature);
        var isFolded = false;
        var isSigned = false;
        var maxLine = budget.Limits.LineBytes;
        html.Append("<div class=\"wm-text\">");
        for (var i = 0; i < lines.Count; i++)
        {
            if (i % 100 == 99 && budget.IsSpent())
                break;
            if (html.Length > MaxGrowth * budget.Limits.TextBytes)
            {
                budget.Shorten();
                break;
            }

            var line = lines[i];
            var wanted = Math.Min(line.Depth, MaxNesting);
            for (; depth > wanted; depth--)
                html.Append("</blockquote>");
            if (i == fold)
            {
                isFolded = true;
                html.Append("<details class=\"wm-fold\"><summary>");
                Links.Escape(html, quoteLabel ?? "");
                html.Append("</summary>");
            }

            for (; depth < wanted; depth++)
                html.Append("<blockquote class=\"wm-quote wm-q").Append((depth % 3) + 1).Append("\">");
            if (i == signature)
            {
                html.Append(isFolded ? "</details><div class=\"wm-signature\">" : "<div class=\"wm-signature\">");
                (isFolded, isSigned) = (false, true);
            }

            var text = line.Text.AsSpan();
            if (text.Length > maxLine)
            {
                text = text[..maxLine];
                budget.Shorten();
            }

            Links.Append(html, text);
            html.Append('\n');
        }

        for (; depth > 0; depth--)
            html.Append("</blockquote>");
        if (isFolded)
            html.Append("</details>");
        html.Append(isSigned ? "</div></div>" : "</div>");
    }

    // The quote that the text ends with, when something is said above it. Between answers quotes stay as they are.
    private static int FoldStart(IReadOnlyList<TextLine> lines, int signature)
    {
        var end = signature;
        while (end > 0 && lines[end - 1] is { Depth: 0 } line && string.IsNullOrWhiteSpace(line.Text))
            end--;
        var start = end;
        while (start > 0 && (lines[start - 1].Depth > 0 || (string.IsNullOrWhiteSpace(lines[start - 1].Text) && start > 1 && lines[start - 2].Depth > 0)))
            start--;
        return end - start >= MinFolded && start > 0 && lines.Take(start).Any(line => !string.IsNullOrWhiteSpace(line.Text)) ? start : lines.Count;
    }

    // The last "-- " that is not quoted (RFC 3676 §4.3), as long as nothing quoted follows: then it is an answer above the quote's end.
    private static int SignatureStart(IReadOnlyList<TextLine> lines)
    {
        for (var i = lines.Count - 1; i >= 0 && lines[i].Depth == 0; i--)
        {
            if (lines[i].Text is "-- ")
                return i;
        }

        return lines.Count;
    }
}
