using Microsoft.Net.Http.Headers;

namespace Webmail.Web.Endpoints;

/// <summary>How a part of a message may reach the browser.</summary>
internal static class DownloadHeaders
{
    private static readonly string[] InlineImages = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];

    /// <summary>The type as we write it when it is a raster image; null for everything else, above all SVG, which can carry scripts.</summary>
    public static string? InlineImage(string contentType)
    {
        var type = contentType.Split(';', 2)[0].Trim();
        if (type.Equals("image/jpg", StringComparison.OrdinalIgnoreCase) || type.Equals("image/pjpeg", StringComparison.OrdinalIgnoreCase))
            return "image/jpeg";
        return InlineImages.FirstOrDefault(image => image.Equals(type, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Content-Disposition (RFC 6266) with the name in both forms, so that Cyrillic survives.</summary>
    public static string Disposition(bool isInline, string fileName)
    {
        var header = new ContentDispositionHeaderValue(isInline ? "inline" : "attachment");
        header.SetHttpFileName(Clean(fileName));
        return header.ToString();
    }

    /// <summary>A name that is only a name: no folders, no control characters, no direction marks that would disguise the extension.</summary>
    public static string Clean(string fileName)
    {
        var name = new string([.. fileName.Where(character => !char.IsControl(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format)]);
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length == 0 ? "file" : name;
    }
}
