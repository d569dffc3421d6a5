using Webmail.Mail.Render.Text;

namespace Webmail.Mail.Render;

/// <summary>Text of files, which say nothing of how they are written.</summary>
public static class FileText
{
    /// <summary>UTF-8 where that is what it is, else the everyday charset that reads better; perhaps cut within a character.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Charsets.Decode(bytes, "", cut: true);
}
