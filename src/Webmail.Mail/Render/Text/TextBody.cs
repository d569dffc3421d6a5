using System.Text;

namespace Webmail.Mail.Render.Text;

/// <summary>A plain text as markup: escaped, quotes nested by level, links, the signature dimmed.</summary>
internal static class TextBody
{
    private const int MaxNesting = 6;

    // Marks and links cost more than the text they stand for.
    private const int MaxGrowth = 3;

    public static void Append(StringBuilder html, IReadOnlyList<TextLine> lines, int maxLine, RenderBudget budget)
    {
        var depth = 0;
        var signature = SignatureStart(lines);
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
            for (; depth < wanted; depth++)
                html.Append("<blockquote class=\"wm-quote wm-q").Append((depth % 3) + 1).Append("\">");
            if (i == signature)
                html.Append("<div class=\"wm-signature\">");

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
        html.Append(signature < lines.Count ? "</div></div>" : "</div>");
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
