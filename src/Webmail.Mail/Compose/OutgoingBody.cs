using System.Text;
using MimeKit;

namespace Webmail.Mail.Compose;

/// <summary>The body of an outgoing message: text alone, or text and HTML to choose from (RFC 2046 §5.1.4), with its pictures and files.</summary>
internal static class OutgoingBody
{
    private const string Start = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body style=\"font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.5\">\n";
    private const string End = "\n</body></html>\n";

    public static MimeEntity Create(ComposeRequest request)
    {
        IEnumerable<ComposeAttachment> files = request.Attachments;
        MimeEntity body;
        if (request.Html is null)
        {
            body = OutgoingText.Create(request.Text);
        }
        else
        {
            var pictures = request.Attachments.Where(file => file.ContentId is not null).ToList();
            var html = OutgoingHtml.Clean(request.Html, [.. pictures.Select(picture => picture.ContentId).OfType<string>()], CancellationToken.None);
            var shown = pictures.Where(picture => html.UsedContentIds.Contains(picture.ContentId, StringComparer.OrdinalIgnoreCase)).ToList();
            body = new MultipartAlternative { OutgoingText.Create(SignatureHtml.Delimited(html.Text)), Related(Html(html.Markup), shown) };
            // A picture that was taken out of the text again is not sent.
            files = request.Attachments.Where(file => file.ContentId is null);
        }

        var mixed = new Multipart("mixed") { body };
        foreach (var file in files)
            mixed.Add(OutgoingAttachment.Create(file));
        return mixed.Count == 1 ? body : mixed;
    }

    private static MimeEntity Related(TextPart html, List<ComposeAttachment> pictures)
    {
        if (pictures.Count == 0)
            return html;

        // RFC 2387 §3.1: the type of the root is said.
        var related = new MultipartRelated { Root = html };
        foreach (var picture in pictures)
            related.Add(OutgoingAttachment.Create(picture));
        return related;
    }

    private static TextPart Html(string markup)
    {
        var text = (Start + markup + End).ReplaceLineEndings("\r\n");
        var part = new TextPart("html");
        part.SetText(Encoding.UTF8, text);
        // Quoted-printable keeps lines short and Latin text readable; of Cyrillic it would make three times as much.
        var bytes = Encoding.UTF8.GetBytes(text);
        part.ContentTransferEncoding = bytes.Count(value => value > 127) > bytes.Length / 6 ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable;
        return part;
    }
}
