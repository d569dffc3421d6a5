using System.Text;
using MimeKit;

namespace Webmail.Mail.Compose;

/// <summary>The text of an outgoing message: UTF-8, format=flowed (RFC 3676) so that long paragraphs wrap where they are read.</summary>
internal static class OutgoingText
{
    private const int FlowColumn = 76;

    public static TextPart Create(string typed)
    {
        var flowed = Flow(typed);
        var part = new TextPart("plain");
        part.SetText(Encoding.UTF8, flowed);
        if (Ascii.IsValid(flowed))
            part.ContentType.Charset = "us-ascii";
        part.ContentType.Format = "flowed";
        part.ContentTransferEncoding = Encode(flowed);
        return part;
    }

    private static string Normalise(string text)
    {
        var builder = new StringBuilder(text.Length + 2);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\n' or '\t' or >= ' ' and not '\u007f')
                builder.Append(c);
        }

        if (builder.Length > 0 && builder[^1] != '\n')
            builder.Append('\n');
        return builder.ToString();
    }

    /// <summary>RFC 3676 §4.2: paragraphs are cut at spaces with the space left at the end; lines that look like quotes, "From " or that start with a space are stuffed.</summary>
    internal static string Flow(string typed)
    {
        var text = Normalise(typed);
        var builder = new StringBuilder(text.Length + (text.Length / 16));
        foreach (var range in text.AsSpan().TrimEnd('\n').Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (line.SequenceEqual("-- "))
            {
                builder.Append("-- \r\n");
                continue;
            }

            var quote = QuotePrefix(line);
            AppendFlowed(builder, line[quote..].TrimEnd(' '), line[..quote]);
        }

        return builder.ToString();
    }

    // ">" directly at the start quotes; the marks may be written "> >".
    private static int QuotePrefix(ReadOnlySpan<char> line)
    {
        var end = 0;
        for (var i = 0; i < line.Length && (line[i] == '>' || (line[i] == ' ' && i + 1 < line.Length && line[i + 1] == '>')); i++)
        {
            if (i == 0 && line[i] == ' ')
                break;
            end = i + 1;
        }

        return end;
    }

    private static void AppendFlowed(StringBuilder builder, ReadOnlySpan<char> rest, ReadOnlySpan<char> marks)
    {
        var depth = marks.Count('>');
        if (depth > 0 && !rest.IsEmpty && rest[0] == ' ')
            rest = rest[1..];

        do
        {
            var length = Cut(rest, FlowColumn - depth);
            var piece = rest[..length];
            rest = rest[length..];
            builder.Append('>', depth);
            if (!piece.IsEmpty && (depth > 0 || piece[0] is ' ' or '>' || piece.StartsWith("From ")))
                builder.Append(' ');
            builder.Append(piece).Append("\r\n");
        }
        while (!rest.IsEmpty);
    }

    // After the last space that fits; a longer word (an address of a page) stays whole, and so does a line without room for a cut.
    private static int Cut(ReadOnlySpan<char> text, int columns)
    {
        columns = Math.Max(columns, 20);
        if (text.Length <= columns)
            return text.Length;

        var space = text[..columns].LastIndexOf(' ');
        if (space < 0)
            space = text.IndexOf(' ');
        if (space < 0)
            return text.Length;

        while (space + 1 < text.Length && text[space + 1] == ' ')
            space++;
        return space + 1;
    }

    private static ContentEncoding Encode(string text)
    {
        var eightBit = 0;
        var longest = 0;
        var length = 0;
        foreach (var c in text)
        {
            if (c > '~')
                eightBit++;
            length = c == '\n' ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        if (eightBit == 0 && longest < 990)
            return ContentEncoding.SevenBit;

        // Quoted-printable triples each byte it encodes: past a sixth of the text base64 is smaller.
        return eightBit * 6 < text.Length ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64;
    }
}
