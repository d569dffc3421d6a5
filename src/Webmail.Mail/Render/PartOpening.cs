using MimeKit;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Opens a part, and what is within a part.</summary>
internal sealed class PartOpening(RenderBudget budget)
{
    private const int EmbeddedHeadBytes = 16 * 1024;

    /// <param name="raw">Disposed with what is returned, or before null is.</param>
    public PartContent? Open(Stream raw, PartPath path)
    {
        if (OpenDirect(raw, path.First) is not { } part)
            return null;
        return path.Rest is { } rest ? OpenWithin(part, rest) : part;
    }

    /// <param name="container">Disposed with what is returned, or before null is.</param>
    public PartContent? OpenWithin(PartContent container, PartPath path)
    {
        if (container.IsMessage)
            return Open(container.Content, path);
        using var content = container.Content;
        if (container.ContentType == "text/plain")
            return OpenFile(content, container.Charset, path);
        return TnefMail.ToMime(ReadBounded(content, TnefMail.MaxBytes)) is { } mime ? Open(new MemoryStream(mime), path) : null;
    }

    private PartContent? OpenDirect(Stream raw, int index)
    {
        var content = new DecodedPartStream(raw, budget, index);
        var isHandedOut = false;
        try
        {
            if (content.Find() is not { } part)
                return null;
            var name = PartName.Of(part, part.IsMessage ? content.Peek(EmbeddedHeadBytes) : []);
            isHandedOut = true;
            return new PartContent(name, part.Facts.Type, content) { Charset = part.Facts.Charset };
        }
        finally
        {
            if (!isHandedOut)
                content.Dispose();
        }
    }

    private PartContent? OpenFile(Stream content, string charset, PartPath path)
    {
        var text = Charsets.Decode(ReadBounded(content, budget.Limits.TextBytes), charset, cut: true);
        return path.Rest is null && UuFiles.Take(ref text).ElementAtOrDefault(path.First) is { } file
            ? new PartContent(file.Name, MimeTypes.GetMimeType(file.Name), new MemoryStream(file.Content))
            : null;
    }

    private static byte[] ReadBounded(Stream content, int max)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; bytes.Length <= max && (read = content.Read(buffer)) > 0;)
            bytes.Write(buffer, 0, read);
        return bytes.Length <= max ? bytes.ToArray() : bytes.GetBuffer()[..max];
    }
}
