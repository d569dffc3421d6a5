using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>Which files can be looked at without saving them, and where. What the content says goes before what the sender claims.</summary>
internal static class FilePreview
{
    private const long MaxPicture = 10 * 1024 * 1024;
    private const long MaxPdf = 50 * 1024 * 1024;
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"];

    private static readonly string[] Texts =
    [
        ".txt", ".log", ".md", ".csv", ".tsv", ".json", ".xml", ".yml", ".yaml", ".ini", ".conf", ".toml", ".sql", ".cs", ".java", ".c", ".h", ".cpp", ".go", ".rs", ".ts", ".css", ".diff",
        ".patch", ".py", ".js", ".sh", ".ps1", ".html", ".htm", ".ics", ".vcf", ".srt",
    ];

    private static bool IsPicture(AttachmentView file) => file.SizeBytes <= MaxPicture && Pictures.Contains(file.ActualType ?? file.ContentType);

    /// <summary>Not for files that are still on the server: a list of them would fetch them all.</summary>
    public static bool HasThumbnail(AttachmentView file) => file.ActualType is not null && IsPicture(file);

    /// <returns>Null for what is only saved.</returns>
    public static string? AddressOf(MessageId message, AttachmentView file)
    {
        if (file.ContentType is "message/rfc822" or "message/global")
            return $"/message/{message}/{file.Part}";
        var address = MailboxState.PartAddress(message, file.Part);
        if (IsPicture(file))
            return address + "/picture";
        if (file.SizeBytes <= MaxPdf && (file.ActualType ?? file.ContentType) == "application/pdf")
            return address + "/pdf";
        var isText = file.ContentType.StartsWith("text/", StringComparison.Ordinal) || Texts.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase);
        return isText && (file.ActualType is null || file.ActualType.StartsWith("text/", StringComparison.Ordinal)) ? address + "/text" : null;
    }
}
