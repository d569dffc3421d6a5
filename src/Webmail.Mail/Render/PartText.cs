using MimeKit;
using MimeKit.Utils;
using Webmail.Mail.Render.Html;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>The words of one text part that was fetched alone, for the search index.</summary>
internal sealed class PartText(TimeProvider time)
{
    /// <summary>An indexed text is not looked at by a person: a page that takes longer is not worth it.</summary>
    private static readonly RenderLimits Limits = new() { Time = TimeSpan.FromSeconds(2) };

    /// <param name="encoded">As it came, perhaps cut short.</param>
    public string Read(byte[] encoded, string? transferEncoding, string? charset, bool isHtml, CancellationToken cancellationToken)
    {
        var decoded = Charsets.Decode(Decode(encoded, transferEncoding), charset ?? "", cut: true);
        if (!isHtml)
            return decoded;

        var budget = new RenderBudget(time, Limits, cancellationToken);
        using var document = HtmlReader.Read(decoded, budget);
        foreach (var element in document.QuerySelectorAll("style, script, title").ToList())
            element.Remove();
        MailMarkup.Clean(document, budget);
        return document.Body is { } body ? HtmlText.Read(body, Limits.QuotedCharacters) : "";
    }

    private static byte[] Decode(byte[] encoded, string? transferEncoding)
    {
        if (!MimeUtils.TryParse(transferEncoding ?? "", out ContentEncoding encoding))
            return encoded;
        using var content = new MimeContent(new MemoryStream(encoded), encoding);
        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        return decoded.ToArray();
    }
}
