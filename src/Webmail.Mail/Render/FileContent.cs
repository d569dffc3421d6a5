using System.Collections.Frozen;
using System.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>What a file is by its first bytes, whatever it is called, and what it may do.</summary>
internal static class FileContent
{
    /// <summary>Enough to tell.</summary>
    public const int HeadBytes = 512;

    private static readonly (byte[] Start, string Type)[] Starts =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ("GIF8"u8.ToArray(), "image/gif"),
        ("BM"u8.ToArray(), "image/bmp"),
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], "application/zip"),
        ("Rar!"u8.ToArray(), "application/vnd.rar"),
        ([0x37, 0x7A, 0xBC, 0xAF], "application/x-7z-compressed"),
        ([0x1F, 0x8B], "application/gzip"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        ("MZ"u8.ToArray(), Executable),
        ([0x7F, 0x45, 0x4C, 0x46], Executable),
        ([0xCF, 0xFA, 0xED, 0xFE], Executable),
        ([0xCA, 0xFE, 0xBA, 0xBE], Executable),
        ([0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], Executable),
        ("#!"u8.ToArray(), "text/x-script"),
    ];

    private const string Executable = "application/x-executable";

    private static readonly FrozenSet<string> Programs = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".ade", ".adp", ".app", ".appx", ".apk", ".bat", ".chm", ".cmd", ".com", ".cpl", ".deb", ".dll", ".dmg", ".exe", ".gadget", ".hta", ".img", ".inf", ".ins", ".iso", ".isp",
        ".jar", ".jnlp", ".js", ".jse", ".lnk", ".mde", ".msc", ".msi", ".msix", ".msp", ".mst", ".one", ".pif", ".ps1", ".ps2", ".psc1", ".psc2", ".py", ".reg", ".rpm", ".scf", ".scr",
        ".sct", ".sh", ".shb", ".sys", ".udl", ".url", ".vb", ".vbe", ".vbs", ".vhd", ".vhdx", ".vxd", ".wsc", ".wsf", ".wsh", ".xll", ".library-ms", ".search-ms", ".settingcontent-ms");

    private static readonly FrozenSet<string> Macros = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm", ".ppam", ".ppsm", ".sldm");

    private static readonly FrozenSet<string> Pages = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, ".htm", ".html", ".shtml", ".xhtml", ".mht", ".mhtml", ".svg", ".xml", ".xsl", ".xslt");

    /// <returns>Null when the bytes tell nothing.</returns>
    public static string? TypeOf(ReadOnlySpan<byte> head)
    {
        foreach (var (start, type) in Starts)
        {
            if (head.StartsWith(start))
                return type;
        }

        if (head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return "image/webp";
        if (head.Length > 12 && head[4..].StartsWith("ftypavif"u8))
            return "image/avif";
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<script", StringComparison.OrdinalIgnoreCase) ? "text/html"
            : text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || (text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<svg", StringComparison.OrdinalIgnoreCase)) ? "image/svg+xml"
            : null;
    }

    /// <param name="actual">As <see cref="TypeOf"/> says.</param>
    public static AttachmentRisk RiskOf(string fileName, string claimed, string? actual)
    {
        var extension = Path.GetExtension(fileName.TrimEnd('.', ' '));
        if (actual == Executable)
            return Programs.Contains(extension) ? AttachmentRisk.Program : AttachmentRisk.Disguised;
        if (Programs.Contains(extension))
            return AttachmentRisk.Program;
        if (Macros.Contains(extension))
            return AttachmentRisk.Macros;
        if (Pages.Contains(extension) || claimed is "text/html" or "image/svg+xml" or "application/xhtml+xml")
            return AttachmentRisk.Page;
        return actual is "text/html" or "image/svg+xml" or "text/x-script" ? AttachmentRisk.Disguised
            : IsImageName(extension) && actual is not null && !actual.StartsWith("image/", StringComparison.Ordinal) ? AttachmentRisk.Disguised
            : AttachmentRisk.None;
    }

    private static bool IsImageName(string extension) => extension.ToLowerInvariant() is ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".bmp";
}
