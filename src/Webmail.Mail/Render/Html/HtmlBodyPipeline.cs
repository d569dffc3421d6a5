using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Webmail.Mail.Render.Html;

/// <summary>An HTML body made harmless, in stages: bound, parse once, styles, markup, addresses, layout.</summary>
/// <param name="quoteLabel">What a folded quote is called; null folds none.</param>
internal sealed class HtmlBodyPipeline(RenderBudget budget, MailUrls urls, string? quoteLabel)
{
    private readonly CssSanitizer _css = new(budget, address => urls.Image(address));

    public HtmlBody Run(string html)
    {
        using var document = HtmlReader.Read(html, budget);
        urls.SetBase(document.QuerySelector("base")?.GetAttribute("href"));
        var sheet = TakeSheets(document);
        var styles = TakeStyles(document);
        MailMarkup.Clean(document, budget);
        var body = document.Body;
        if (body is null)
            return new HtmlBody("", "<body>", new StringBuilder(), "");

        foreach (var element in body.QuerySelectorAll("*").Prepend(body).ToList())
        {
            ElementAttributes.Clean(element, urls);
            if (styles.TryGetValue(element, out var style))
                element.SetAttribute("style", style);
        }

        return new HtmlBody(sheet, MarkupWriter.StartTag(body), MarkupWriter.Content(body, quoteLabel is null ? null : QuoteFolding.Find(body), quoteLabel ?? ""), HtmlText.Read(body, budget.Limits.QuotedCharacters));
    }

    private string TakeSheets(IHtmlDocument document)
    {
        var css = new StringBuilder();
        foreach (var element in document.QuerySelectorAll("style").ToList())
        {
            if (css.Length + element.TextContent.Length > budget.Limits.CssBytes)
                budget.Shorten();
            else
                css.Append(element.TextContent).Append('\n');
            element.Remove();
        }

        return css.Length == 0 ? "" : _css.Sheet(css.ToString());
    }

    // Kept aside while the markup is cleaned, so that only CSS written by us ever stands in the document.
    private Dictionary<IElement, string> TakeStyles(IHtmlDocument document)
    {
        var styles = new Dictionary<IElement, string>();
        foreach (var element in document.QuerySelectorAll("[style]").ToList())
        {
            var style = budget.IsSpent() ? "" : _css.Attribute(element.GetAttribute("style") ?? "");
            element.RemoveAttribute("style");
            if (style.Length > 0)
                styles[element] = style;
        }

        return styles;
    }
}

/// <summary>What the pipeline made of a body.</summary>
/// <param name="Sheet">The body's own rules; no text of it ends a style element.</param>
/// <param name="BodyTag">Start tag of body with its colours and background.</param>
/// <param name="Markup">What is in the body.</param>
/// <param name="Text">The same as plain text, for quoting.</param>
internal sealed record HtmlBody(string Sheet, string BodyTag, StringBuilder Markup, string Text);
