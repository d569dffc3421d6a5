using System.Text;

namespace Webmail.Mail.Render.Text;

/// <summary>A line of a text as it is meant: how often it is quoted, and what it says.</summary>
internal readonly record struct TextLine(int Depth, string Text)
{
    private const int MaxDepth = 100;

    /// <summary>The lines of a text; with <paramref name="flowed"/> paragraphs are joined and stuffing is taken off (RFC 3676).</summary>
    /// <param name="delSp">The space at the end of a flowed line is not part of the text.</param>
    public static List<TextLine> Read(string text, bool flowed, bool delSp)
    {
        var lines = new List<TextLine>();
        var paragraph = new StringBuilder();
        var paragraphDepth = -1;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!flowed)
            {
                lines.Add(Plain(line));
                continue;
            }

            var depth = Math.Min(line.Length - line.TrimStart('>').Length, MaxDepth);
            var rest = line[depth..];
            if (rest.StartsWith(' '))
                rest = rest[1..];
            var isSignature = rest.SequenceEqual("-- ");
            if (paragraphDepth >= 0 && (depth != paragraphDepth || isSignature))
                EndParagraph();

            var soft = rest.EndsWith(' ') && !isSignature;
            paragraphDepth = depth;
            paragraph.Append(soft && delSp ? rest[..^1] : rest);
            if (!soft)
                EndParagraph();
        }

        if (paragraphDepth >= 0)
            EndParagraph();
        return lines;

        void EndParagraph()
        {
            lines.Add(new TextLine(paragraphDepth, paragraph.ToString()));
            paragraph.Clear();
            paragraphDepth = -1;
        }
    }

    /// <summary>As it is quoted once more: marks, a space, the text.</summary>
    public override string ToString() => Depth == 0 ? Text : Text.Length == 0 ? new string('>', Depth) : $"{new string('>', Depth)} {Text}";

    // "> > text", ">> text", and "> >text" are all quoted twice.
    private static TextLine Plain(ReadOnlySpan<char> line)
    {
        var depth = 0;
        var end = 0;
        for (var i = 0; i < line.Length && depth < MaxDepth; i++)
        {
            if (line[i] == '>')
            {
                depth++;
                end = i + 1;
            }
            else if (line[i] != ' ' || depth == 0 || i > end)
            {
                break;
            }
        }

        var rest = line[end..];
        return new TextLine(depth, (depth > 0 && rest.StartsWith(' ') ? rest[1..] : rest).ToString());
    }
}
