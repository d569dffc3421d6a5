using System.Text;
using MimeKit.Encodings;

namespace Webmail.Mail.Render.Text;

/// <summary>Files that stand uuencoded within a text, as mail had them before MIME: “begin 644 name”, lines, “end”.</summary>
internal static class UuFiles
{
    private const int MaxFiles = 50;
    private const int LongestLine = 63;

    /// <summary>Takes the files out of a text.</summary>
    /// <param name="text">Becomes the text without them.</param>
    public static IReadOnlyList<UuFile> Take(ref string text)
    {
        if (!text.Contains("begin ", StringComparison.Ordinal))
            return [];
        var files = new List<UuFile>();
        var rest = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = LineEnd(text, at);
            if (files.Count < MaxFiles && Name(text.AsSpan(at, end - at)) is { } name && Find(text, end) is var (after, content) && after > 0)
            {
                files.Add(new UuFile(name, content));
                at = after;
                continue;
            }

            rest.Append(text, at, end - at);
            at = end;
        }

        if (files.Count > 0)
            text = rest.ToString();
        return files;
    }

    private static string? Name(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd("\r\n");
        return line.Length > 10 && line.StartsWith("begin ", StringComparison.Ordinal) && line[9] == ' ' && !line[6..9].ContainsAnyExceptInRange('0', '7')
            ? FileNames.Clean(line[10..].ToString())
            : null;
    }

    // Every line says its length in its first character: what does not fit is a text that happens to begin so.
    private static (int After, byte[] Content) Find(string text, int at)
    {
        var start = at;
        while (at < text.Length)
        {
            var end = LineEnd(text, at);
            var line = text.AsSpan(at, end - at).TrimEnd("\r\n");
            if (line is "end")
                return (end, Decode(text.AsSpan(start, at - start)));
            if (line.Length > LongestLine || !IsData(line.TrimEnd(' ')))
                return (0, []);
            at = end;
        }

        return (0, []);
    }

    // Programs drop spaces at the end of a line; a space is zero bits.
    private static bool IsData(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return true;
        var bytes = (line[0] - ' ') & 63;
        return !line.ContainsAnyExceptInRange(' ', '`') && line.Length - 1 <= ((bytes + 2) / 3 * 4) + 2;
    }

    private static byte[] Decode(ReadOnlySpan<char> lines)
    {
        var decoder = new UUDecoder(true);
        var input = Encoding.Latin1.GetBytes(lines.ToString());
        var output = new byte[decoder.EstimateOutputLength(input.Length)];
        return output[..decoder.Decode(input, 0, input.Length, output)];
    }

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;
}

/// <param name="Name">Cleaned; empty when it has none.</param>
internal sealed record UuFile(string Name, byte[] Content);
