using System.Text;
using AngleSharp.Dom;

namespace Webmail.Mail.Render.Html;

/// <summary>
/// Writes the elements and attributes that <see cref="MailMarkup"/> allows and nothing else, whatever is left in the tree. Linear and without recursion:
/// the library's own formatter searches each node among its siblings.
/// </summary>
internal sealed class MarkupWriter(IElement? folded, string foldedName)
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "br", "col", "hr", "img", "wbr" };

    private readonly StringBuilder _html = new();
    private int _tables;

    /// <summary>What is in the element.</summary>
    /// <param name="folded">A quote that is shown when it is asked for.</param>
    /// <param name="foldedName">What it is called until then.</param>
    public static StringBuilder Content(IElement root, IElement? folded = null, string foldedName = "")
    {
        var writer = new MarkupWriter(folded, foldedName);
        writer.Write(root);
        return writer._html;
    }

    /// <summary>The start tag of the element.</summary>
    public static string StartTag(IElement element)
    {
        var writer = new MarkupWriter(null, "");
        writer.Start(element);
        return writer._html.ToString();
    }

    private void Write(IElement root)
    {
        var open = new Stack<(INode Node, int Next)>([(root, 0)]);
        while (open.TryPop(out var top))
        {
            var children = top.Node.ChildNodes;
            if (top.Next == children.Length)
            {
                if (top.Node != root)
                    End((IElement)top.Node);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            switch (children[top.Next])
            {
                case IText text:
                    Escape(text.Data, inAttribute: false);
                    break;
                case IElement element when !MailMarkup.IsSwallowed(element):
                    Begin(element);
                    open.Push((element, 0));
                    break;
            }
        }
    }

    // A table that is wider than the frame scrolls by itself and leaves the rest of the mail in place.
    private void Begin(IElement element)
    {
        if (!MailMarkup.IsAllowed(element))
            return;

        if (element == folded)
        {
            _html.Append("<details class=\"wm-fold\"><summary>");
            Escape(foldedName, inAttribute: false);
            _html.Append("</summary>");
        }

        if (element.LocalName == "table" && _tables++ == 0)
            _html.Append("<div class=\"wm-scroll\">");
        Start(element);
        // A parser drops the first line end of pre.
        if (element.LocalName == "pre" && element.FirstChild is IText text && text.Data.StartsWith('\n'))
            _html.Append('\n');
    }

    private void End(IElement element)
    {
        if (!MailMarkup.IsAllowed(element) || Void.Contains(element.LocalName))
            return;

        _html.Append("</").Append(element.LocalName).Append('>');
        if (element.LocalName == "table" && --_tables == 0)
            _html.Append("</div>");
        if (element == folded)
            _html.Append("</details>");
    }

    private void Start(IElement element)
    {
        _html.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes)
        {
            if (!MailMarkup.IsAllowedAttribute(attribute.Name))
                continue;

            _html.Append(' ').Append(attribute.Name).Append("=\"");
            Escape(attribute.Value, inAttribute: true);
            _html.Append('"');
        }

        _html.Append('>');
    }

    private void Escape(string text, bool inAttribute)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' when inAttribute => _html.Append("&quot;"),
                '\u00a0' => _html.Append("&nbsp;"),
                // Overrides turn addresses around; marks and isolates of languages written from the right stay.
                '\u202d' or '\u202e' => _html,
                '\t' or '\n' or >= ' ' and not '\u007f' => _html.Append(c),
                _ => _html,
            };
        }
    }
}
