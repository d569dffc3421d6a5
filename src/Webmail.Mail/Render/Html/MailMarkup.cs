using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Webmail.Mail.Render.Html;

/// <summary>The elements and attributes that mail may use; everything else goes, its text stays where it is text.</summary>
internal static class MailMarkup
{
    // With all they hold: what they hold is no text, or nothing without them.
    private static readonly HashSet<string> Swallowed = new(StringComparer.OrdinalIgnoreCase)
    {
        "applet", "audio", "base", "bgsound", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "input", "link",
        "math", "meta", "noembed", "noframes", "object", "param", "script", "select", "source", "style", "svg", "template", "textarea", "title",
        "track", "video",
    };

    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "caption", "center", "cite",
        "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "i", "img", "ins", "kbd", "li", "main", "mark", "menu", "nav", "ol", "p", "pre", "q",
        "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
        "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "align", "alt", "background", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "class", "clear", "color", "colspan",
        "dir", "face", "height", "href", "hspace", "id", "name", "noshade", "nowrap", "open", "reversed", "role", "rowspan", "size", "span", "src",
        "srcset", "start", "title", "type", "valign", "value", "vspace", "width",
    };

    // Set by us on elements that are clean already.
    private static readonly HashSet<string> OwnAttributes = new(StringComparer.Ordinal) { "rel", "style", "target" };

    /// <summary>Removes what is not allowed. Style attributes and elements must be gone: they are not the sanitizer's.</summary>
    public static void Clean(IHtmlDocument document, RenderBudget budget)
    {
        // Anything outside HTML as well, whatever its name: foreign content changes meaning when it is parsed again.
        foreach (var element in document.QuerySelectorAll("*").Where(IsSwallowed).ToList())
        {
            if (element.Parent is IElement parent && !IsSwallowed(parent))
                element.Remove();
        }

        var sanitizer = CreateSanitizer();
        sanitizer.RemovingTag += (_, _) => StopWhenSpent(budget);
        sanitizer.RemovingAttribute += (_, _) => StopWhenSpent(budget);
        try
        {
            sanitizer.SanitizeDom(document);
        }
        catch (BoundReachedException)
        {
            // Moving the children of thousands of unknown elements takes a square of their number. What is left in the tree is not written.
        }
    }

    /// <summary>Goes with all it holds.</summary>
    public static bool IsSwallowed(IElement element) => element.NamespaceUri != NamespaceNames.HtmlUri || Swallowed.Contains(element.LocalName);

    public static bool IsAllowed(IElement element) => element.NamespaceUri == NamespaceNames.HtmlUri && Tags.Contains(element.LocalName);

    public static bool IsAllowedAttribute(string name) => Attributes.Contains(name) || OwnAttributes.Contains(name);

    private static void StopWhenSpent(RenderBudget budget)
    {
        if (budget.IsSpent())
            throw new BoundReachedException();
    }

    private static HtmlSanitizer CreateSanitizer() => new(new HtmlSanitizerOptions
    {
        AllowedTags = Tags,
        AllowedAttributes = Attributes,
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "cid", "data" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "background", "href", "src" },
    })
    {
        KeepChildNodes = true,
    };
}
