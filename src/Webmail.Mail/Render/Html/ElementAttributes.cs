using System.Globalization;
using AngleSharp.Dom;

namespace Webmail.Mail.Render.Html;

/// <summary>What is left of an element's attributes, with values of ours: addresses, names, sizes.</summary>
internal static class ElementAttributes
{
    private const int MaxClasses = 50;
    private const int MaxSpan = 100;
    private const int MaxSpanBoth = 20;
    private const int FittingWidth = 300;
    private const int FittingHeight = 20;

    public static void Clean(IElement element, MailUrls urls)
    {
        if (element.Attributes.Length == 0)
            return;

        Names(element);
        // Cells that reach over rows and columns push each other aside: a few thousand of them make a grid no browser lays out.
        var both = Number(element, "colspan") > 1 && Number(element, "rowspan") > 1;
        Clamp(element, "colspan", both ? MaxSpanBoth : MaxSpan);
        Clamp(element, "rowspan", both ? MaxSpanBoth : MaxSpan);
        Clamp(element, "span", MaxSpan);
        if (element.GetAttribute("role") is not (null or "presentation" or "none"))
            element.RemoveAttribute("role");
        if (element.LocalName != "img")
            element.RemoveAttribute("src");
        if (element.LocalName != "a")
            element.RemoveAttribute("href");

        switch (element.LocalName)
        {
            case "a":
                Link(element, urls);
                break;
            case "img":
                Image(element, urls);
                break;
        }

        element.RemoveAttribute("srcset");
        if (element.GetAttribute("background") is { } background)
            Set(element, "background", urls.Image(background));
    }

    // Ids and classes of mail must not meet ours, nor names become properties of the document.
    private static void Names(IElement element)
    {
        Set(element, "id", element.GetAttribute("id") is { } id ? CssSelectors.Prefixed(id) : null);
        Set(element, "name", element.LocalName == "a" && element.GetAttribute("name") is { } name ? CssSelectors.Prefixed(name) : null);
        if (element.GetAttribute("class") is not { } classes)
            return;

        var prefixed = classes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxClasses).Select(CssSelectors.Prefixed).OfType<string>();
        var joined = string.Join(' ', prefixed);
        Set(element, "class", joined.Length > 0 ? joined : null);
    }

    private static void Link(IElement element, MailUrls urls)
    {
        var address = element.GetAttribute("href");
        element.RemoveAttribute("title");
        if (address is null)
            return;

        if (address.StartsWith('#'))
        {
            // A table of contents: stays inside the frame.
            Set(element, "href", CssSelectors.Prefixed(address[1..]) is { } target ? "#" + target : null);
            return;
        }

        var uri = urls.Link(address);
        Set(element, "href", uri?.AbsoluteUri);
        if (uri is null)
            return;

        // Where it really leads, whatever its text claims; A-labels show look-alike letters.
        element.SetAttribute("title", uri.Scheme == Uri.UriSchemeMailto ? Recipient(uri.AbsoluteUri) : uri.IdnHost);
        if (uri.Scheme != Uri.UriSchemeMailto && LinkText.Lies(element.TextContent, uri))
        {
            urls.LyingLinks++;
            element.ClassList.Add("wm-lie");
        }

        element.SetAttribute("target", "_blank");
        element.SetAttribute("rel", "noopener noreferrer nofollow");
    }

    private static string Recipient(string mailto)
    {
        var address = mailto[(mailto.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var query = address.IndexOf('?', StringComparison.Ordinal);
        return DisplayText.Clean(Uri.UnescapeDataString(query < 0 ? address : address[..query]), 200);
    }

    private static void Image(IElement element, MailUrls urls)
    {
        var address = element.GetAttribute("src") is { Length: > 0 } source ? source : FirstCandidate(element.GetAttribute("srcset"));
        Set(element, "src", address is null ? null : urls.Image(address, IsPixel(element)));
        // A sender's fixed size keeps its shape when the frame is narrower; spacers of a few pixels keep their height.
        if (Number(element, "width") > FittingWidth && Number(element, "height") > FittingHeight)
            element.ClassList.Add("wm-fit");
    }

    private static bool IsPixel(IElement element) =>
        int.TryParse(element.GetAttribute("width"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var width)
        && int.TryParse(element.GetAttribute("height"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var height)
        && width <= 1 && height <= 1;

    private static string? FirstCandidate(string? srcset)
    {
        var trimmed = srcset.AsSpan().TrimStart(" \t\r\n,");
        if (trimmed.IsEmpty)
            return null;

        var end = trimmed.IndexOfAny(" \t\r\n");
        return (end < 0 ? trimmed : trimmed[..end]).TrimEnd(',').ToString();
    }

    private static int Number(IElement element, string name) =>
        int.TryParse(element.GetAttribute(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0;

    private static void Clamp(IElement element, string name, int max)
    {
        if (element.HasAttribute(name))
            element.SetAttribute(name, Math.Clamp(Number(element, name), 1, max).ToString(CultureInfo.InvariantCulture));
    }

    private static void Set(IElement element, string name, string? value)
    {
        if (value is null)
            element.RemoveAttribute(name);
        else
            element.SetAttribute(name, value);
    }
}
