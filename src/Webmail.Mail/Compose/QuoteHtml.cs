using System.Net;
using System.Text;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>The original below an answer, with its formatting. The pictures of its body are named by <see cref="ContentIdOf"/>.</summary>
public static class QuoteHtml
{
    private const string Bar = "<blockquote type=\"cite\" style=\"margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #d5d2ca\">";

    // An empty line for the answer.
    private const string Room = "<div><br></div><div><br></div>";

    /// <summary>How a quote names a picture of the original; without angle brackets.</summary>
    /// <param name="part"><see cref="RenderedAttachment.Part"/>.</param>
    public static string ContentIdOf(PartPath part) => FormattableString.Invariant($"part{part}@quoted");

    internal static string Quoted(RenderedMessage original, string attribution) =>
        new StringBuilder(Room).Append("<div>").Append(WebUtility.HtmlEncode(attribution)).Append("</div>").Append(Bar).Append(Body(original)).Append("</blockquote>").ToString();

    internal static string Forwarded(RenderedMessage original, ReplyTexts texts)
    {
        var html = new StringBuilder(Room);
        foreach (var line in ReplyBuilder.ForwardedHead(original, texts))
            html.Append("<div>").Append(WebUtility.HtmlEncode(line)).Append("</div>");
        return html.Append("<div><br></div>").Append(Body(original)).ToString();
    }

    internal static string Body(RenderedMessage original)
    {
        if (original.Format == BodyFormat.Html)
            return OutgoingHtml.Clean(original.Document, [.. original.Attachments.Where(part => part.Inline).Select(part => ContentIdOf(part.Part))], CancellationToken.None).Markup;

        var html = new StringBuilder();
        foreach (var line in original.PlainText.TrimEnd().EnumerateLines())
            html.Append("<div>").Append(line.IsWhiteSpace() ? "<br>" : WebUtility.HtmlEncode(line.ToString())).Append("</div>");
        return html.ToString();
    }
}
