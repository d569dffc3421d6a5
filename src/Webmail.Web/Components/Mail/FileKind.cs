namespace Webmail.Web.Components.Mail;

/// <summary>The picture of a file. Says what the name claims, nothing about what is inside.</summary>
public sealed record FileKind(string Icon, int Color)
{
    private static readonly FileKind Pdf = new("pdf", 5);
    private static readonly FileKind Sheet = new("sheet", 3);
    private static readonly FileKind Image = new("image", 4);
    private static readonly FileKind Mail = new("mail", 1);
    private static readonly FileKind Calendar = new("calendar", 2);
    private static readonly FileKind Other = new("file", 1);

    public static FileKind Of(string fileName, string contentType) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".PDF" => Pdf,
        ".XLS" or ".XLSX" or ".ODS" or ".CSV" => Sheet,
        ".PNG" or ".JPG" or ".JPEG" or ".GIF" or ".WEBP" or ".AVIF" or ".HEIC" or ".SVG" => Image,
        ".EML" or ".MSG" => Mail,
        ".ICS" => Calendar,
        _ when contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => Image,
        _ => Other,
    };
}
