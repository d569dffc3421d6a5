using System.Globalization;
using MimeKit;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;

namespace Webmail.Mail.Render;

/// <summary>What a part is called when it is saved; never empty.</summary>
internal static class PartName
{
    private const int HeadBytes = 16 * 1024;

    public static string Of(MimeNode part) =>
        Of(part, part.IsMessage ? part.Kept(HeadBytes, out _) : []);

    /// <param name="content">Decoded; of an embedded message the beginning is enough.</param>
    public static string Of(MimeNode part, ReadOnlySpan<byte> content)
    {
        if (part.Facts.Name.Length > 0)
            return part.Facts.Name;
        if (part.IsMessage)
            return (Subject(content[..Math.Min(content.Length, HeadBytes)]) is { Length: > 0 } subject ? subject : "message") + ".eml";

        var extension = MimeTypes.TryGetExtension(part.Facts.Type, out var known) ? known : "";
        return string.Create(CultureInfo.InvariantCulture, $"part-{part.Index + 1}{extension}");
    }

    private static string Subject(ReadOnlySpan<byte> message)
    {
        var lines = new LineReader(new MemoryStream(message.ToArray()), HeadBytes, HeadBytes);
        var headers = new HeaderBlock(100, HeadBytes, "Subject");
        while (lines.MoveNext() && !lines.Line.TrimEnd("\r\n"u8).IsEmpty)
            headers.Add(lines.Line);
        headers.Finish();
        if (headers.Find("Subject") is not { } field)
            return "";

        var name = FileNames.Clean(MimeKit.Utils.Rfc2047.DecodeText(MessageHeaders.Options(Charsets.Fallback), field));
        return name[..Math.Min(name.Length, 100)];
    }
}
