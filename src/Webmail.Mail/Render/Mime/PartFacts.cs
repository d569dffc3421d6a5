using MimeKit;
using MimeKit.Utils;

namespace Webmail.Mail.Render.Mime;

/// <summary>What the Content-* fields of a part say, in lower case where case means nothing.</summary>
/// <param name="Type">Type and subtype.</param>
/// <param name="Name">File name, cleaned; empty when there is none.</param>
/// <param name="ContentId">Without angle brackets; empty when there is none.</param>
internal sealed record PartFacts(
    string Type,
    string Boundary,
    string Charset,
    bool Flowed,
    bool DelSp,
    string Start,
    bool IsAttachment,
    string Name,
    ContentEncoding Encoding,
    string ContentId,
    string ContentLocation)
{
    private const int MaxField = 8 * 1024;

    public static PartFacts PlainText { get; } = new("text/plain", "", "", false, false, "", false, "", ContentEncoding.Default, "", "");

    public bool IsMultipart => Type.StartsWith("multipart/", StringComparison.Ordinal);

    public bool IsText => Type.StartsWith("text/", StringComparison.Ordinal);

    public static PartFacts Read(HeaderBlock headers, string defaultType, ParserOptions options)
    {
        var type = Field(headers, "Content-Type") is { } typeField && ContentType.TryParse(options, typeField, out var parsed) ? parsed : null;
        var disposition = Field(headers, "Content-Disposition") is { } dispositionField && ContentDisposition.TryParse(options, dispositionField, out var found) ? found : null;
        var encoding = Field(headers, "Content-Transfer-Encoding") is { } encodingField
            && MimeUtils.TryParse(Latin(encodingField).Trim(' ', ';', '"'), out ContentEncoding known) ? known : ContentEncoding.Default;

        return new PartFacts(
            type is null ? defaultType : $"{type.MediaType}/{type.MediaSubtype}".ToLowerInvariant(),
            type?.Boundary ?? "",
            (type?.Charset ?? "").Trim(),
            string.Equals(type?.Format, "flowed", StringComparison.OrdinalIgnoreCase),
            string.Equals(type?.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase),
            Id(type?.Parameters["start"] ?? ""),
            disposition is not null && disposition.IsAttachment,
            FileNames.Clean(disposition?.FileName ?? type?.Name ?? ""),
            encoding,
            Id(Field(headers, "Content-Id") is { } id ? Latin(id) : ""),
            Field(headers, "Content-Location") is { } location ? Latin(location) : "");
    }

    private static string Id(string text) => text.Trim().TrimStart('<').TrimEnd('>').Trim();

    private static string Latin(byte[] value) => System.Text.Encoding.Latin1.GetString(value).Trim();

    private static byte[]? Field(HeaderBlock headers, string name) =>
        headers.Find(name) is not { } value ? null : value.Length <= MaxField ? value : value[..MaxField];
}
