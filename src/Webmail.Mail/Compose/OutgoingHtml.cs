using Webmail.Mail.Render;
using Webmail.Mail.Render.Html;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>
/// HTML that leaves or is quoted: the elements, attributes and styles that mail programs understand, written by us. What was pasted into the text passes
/// the same bounds and rules as what strangers send.
/// </summary>
internal static class OutgoingHtml
{
    // Of no use outside the document they were made for.
    private static readonly string[] Foreign = ["class", "id", "name", "rel", "target", "role"];

    /// <param name="html">A document or what is in its body.</param>
    /// <param name="contentIds">Pictures the text may name by cid:, without angle brackets.</param>
    public static CleanHtml Clean(string html, IReadOnlyList<string> contentIds, CancellationToken cancellationToken)
    {
        var limits = new RenderLimits();
        var budget = new RenderBudget(TimeProvider.System, limits, cancellationToken);
        var parts = contentIds.Select((id, index) => (id, index)).DistinctBy(part => part.id, StringComparer.OrdinalIgnoreCase).ToDictionary(part => part.id, part => (PartPath)part.index, StringComparer.OrdinalIgnoreCase);
        var urls = new MailUrls(new RenderOptions(ShowRemoteImages: true, part => "cid:" + contentIds[part.First]), parts);
        var body = new HtmlBodyPipeline(budget, urls, quoteLabel: null).Run(html);
        using var document = HtmlReader.Read(body.Markup.ToString(), budget);
        foreach (var element in document.All.ToList())
        {
            foreach (var name in Foreign)
                element.RemoveAttribute(name);
        }

        // A picture without a source is one that was not to be had: mail programs draw a broken frame for it.
        foreach (var picture in document.QuerySelectorAll("img:not([src])").ToList())
            picture.Remove();
        return new CleanHtml(document.Body?.InnerHtml.Trim() ?? "", body.Text, [.. urls.UsedParts.Select(part => contentIds[part.First])]);
    }
}

/// <summary>What is left of HTML after cleaning.</summary>
/// <param name="Text">The same as plain text with quote marks.</param>
/// <param name="UsedContentIds">Pictures the text shows.</param>
internal sealed record CleanHtml(string Markup, string Text, IReadOnlyList<string> UsedContentIds);
