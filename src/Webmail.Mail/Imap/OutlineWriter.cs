using System.Globalization;
using System.Text;
using MailKit;
using MimeKit;
using Webmail.Mail.Render;

namespace Webmail.Mail.Imap;

/// <summary>
/// Writes a message anew from its head, its structure and its texts. The boundaries are random ones of our own: no text of the sender's can end a part,
/// so the parts are numbered as the structure has them.
/// </summary>
internal sealed class OutlineWriter
{
    private static readonly FormatOptions Format = CreateFormat();

    private readonly Stream _destination;
    private readonly Dictionary<BodyPartBasic, OutlineLeaf> _leaves;

    private OutlineWriter(Stream destination, OutlinePlan plan)
    {
        _destination = destination;
        _leaves = plan.Leaves.ToDictionary(leaf => leaf.Part);
    }

    /// <param name="head">Header of the message as it came, perhaps cut short.</param>
    public static void Write(OutlinePlan plan, ReadOnlySpan<byte> head, Stream destination)
    {
        new MessageOutline([.. plan.Leaves.Select(leaf => leaf.Place)], plan.Leaves.Any(leaf => leaf.IsCut)).Write(destination);
        var writer = new OutlineWriter(destination, plan);
        writer.WriteHead(head);
        writer.WritePart(plan.Root);
    }

    // The fields of the content are written as the structure has them.
    private void WriteHead(ReadOnlySpan<byte> head)
    {
        var dropped = false;
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = end < 0 ? head : head[..(end + 1)];
            head = head[line.Length..];
            var field = line.TrimEnd("\r\n"u8);
            if (field.IsEmpty)
                break;
            if (field[0] is not ((byte)' ' or (byte)'\t'))
                dropped = field.Length >= 8 && Ascii.EqualsIgnoreCase(field[..8], "content-"u8);
            if (!dropped)
                WriteLine(field);
        }
    }

    // Its depth is bounded by the plan.
    private void WritePart(BodyPart part)
    {
        if (part is BodyPartBasic basic)
        {
            WriteFields(basic);
            WriteLine([]);
            _destination.Write(_leaves[basic].Text);
            return;
        }

        var multipart = (BodyPartMultipart)part;
        var boundary = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var type = new ContentType("multipart", multipart.ContentType.MediaSubtype) { Boundary = boundary };
        if (multipart.ContentType.Parameters["start"] is { Length: > 0 } start)
            type.Parameters["start"] = start;
        WriteText(type.ToString(Format, Encoding.UTF8, encode: true));
        WriteLine([]);
        foreach (var child in multipart.BodyParts)
        {
            WriteText("--" + boundary);
            WritePart(child);
            WriteLine([]);
        }

        WriteText($"--{boundary}--");
    }

    private void WriteFields(BodyPartBasic part)
    {
        WriteText(part.ContentType.ToString(Format, Encoding.UTF8, encode: true));
        WriteField("Content-Transfer-Encoding", part.ContentTransferEncoding);
        if (part.ContentDisposition is { } disposition)
            WriteText(disposition.ToString(Format, Encoding.UTF8, encode: true));
        WriteField("Content-Id", part.ContentId);
        WriteField("Content-Location", part.ContentLocation?.OriginalString);
    }

    private void WriteField(string name, string? value)
    {
        if (value is { Length: > 0 })
            WriteText($"{name}: {new string([.. value.Where(character => !char.IsControl(character))])}");
    }

    private void WriteText(string text) => WriteLine(Encoding.UTF8.GetBytes(text.TrimEnd()));

    private void WriteLine(ReadOnlySpan<byte> line)
    {
        _destination.Write(line);
        _destination.Write("\r\n"u8);
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
