using System.Text;
using MimeKit;
using Webmail.Mail.Render;

namespace Webmail.Mail.Compose;

/// <summary>A file as a part of an outgoing message.</summary>
internal static class OutgoingAttachment
{
    public static MimePart Create(ComposeAttachment attachment)
    {
        var name = FileNames.Clean(attachment.FileName);
        var part = new MimePart(Type(attachment.ContentType))
        {
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            Content = new OnDemandContent(attachment.OpenAsync),
        };
        if (attachment.ContentId is { } contentId)
        {
            part.ContentId = contentId;
            part.ContentDisposition.Disposition = ContentDisposition.Inline;
        }

        if (name.Length == 0)
            return part;

        // Both dialects: RFC 2231 where the standard wants it, RFC 2047 in Content-Type for the clients that know no other.
        part.ContentDisposition.Parameters.Add(Encoding.UTF8, "filename", name);
        Encode(part.ContentDisposition.Parameters, "filename", ParameterEncodingMethod.Rfc2231);
        part.ContentType.Parameters.Add(Encoding.UTF8, "name", name);
        Encode(part.ContentType.Parameters, "name", ParameterEncodingMethod.Rfc2047);
        return part;
    }

    private static void Encode(ParameterList parameters, string name, ParameterEncodingMethod method)
    {
        if (parameters.TryGetValue(name, out Parameter? parameter))
            parameter.EncodingMethod = method;
    }

    // Composite types must not be base64 (RFC 2046 §5) and the file is one to be saved anyway.
    private static ContentType Type(string contentType) =>
        ContentType.TryParse(DisplayText.Clean(contentType, 200), out var type) && type.MediaType.ToLowerInvariant() is not ("multipart" or "message")
            ? new ContentType(type.MediaType, type.MediaSubtype)
            : new ContentType("application", "octet-stream");
}
