using System.Text;
using AngleSharp.Dom;

namespace Webmail.Mail.Render.Html;

/// <summary>Reads a clean body as text: blocks on lines of their own, quotes with marks, links with their addresses.</summary>
internal sealed class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "menu", "nav", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
    };

    private static readonly HashSet<string> Paragraphs = new(StringComparer.Ordinal) { "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "ul" };

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private readonly int _max;
    private int _quotes;
    private int _preformatted;
    private int _linkStart;
    private bool _space;
    private bool _gap;
    private int _gapQuotes;

    private HtmlText(int max) => _max = max;

    public static string Read(IElement body, int max)
    {
        var reader = new HtmlText(max);
        reader.Walk(body);
        reader.EndLine();
        while (reader._text.Length > 0 && reader.EndsWithEmptyLine())
            reader._text.Length = reader._text.ToString(0, reader._text.Length - 1).LastIndexOf('\n') + 1;
        return reader._text.ToString().TrimEnd('\n');
    }

    // With a stack of its own: recursion is for trees whose depth is ours. By index, because a node finds its next sibling by searching for itself.
    private void Walk(IElement root)
    {
        var open = new Stack<(INode Node, int Next)>();
        if (Enter(root))
            open.Push((root, 0));
        while (_text.Length < _max && open.TryPop(out var top))
        {
            if (top.Next == top.Node.ChildNodes.Length)
            {
                if (top.Node is IElement left)
                    Leave(left);
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            var child = top.Node.ChildNodes[top.Next];
            if (child is IText text)
                Append(text.Data);
            else if (child is IElement element && Enter(element))
                open.Push((child, 0));
        }
    }

    private bool Enter(IElement element)
    {
        if (IsHidden(element))
            return false;

        var name = element.LocalName;
        if (Paragraphs.Contains(name) || Blocks.Contains(name))
            EndLine();
        if (Paragraphs.Contains(name))
            Gap();
        switch (name)
        {
            case "blockquote":
                _quotes = Math.Min(_quotes + 1, 20);
                break;
            case "pre":
                _preformatted++;
                break;
            case "li":
                _line.Append("- ");
                break;
            case "a":
                _linkStart = _line.Length;
                break;
            case "br":
                BreakLine();
                break;
            case "hr":
                Append("---");
                break;
            case "img":
                Append(element.GetAttribute("alt") ?? "");
                break;
            case "td" or "th" when _line.Length > 0:
                _space = true;
                break;
        }

        return true;
    }

    private void Leave(IElement element)
    {
        var name = element.LocalName;
        switch (name)
        {
            case "a" when element.GetAttribute("href") is { } address && !address.StartsWith('#'):
                AppendAddress(address);
                break;
            case "pre":
                _preformatted--;
                break;
        }

        if (Paragraphs.Contains(name) || Blocks.Contains(name))
            EndLine();
        if (name == "blockquote")
            _quotes = Math.Max(0, _quotes - 1);
        if (Paragraphs.Contains(name))
            Gap();
    }

    // Unless the text is the address already; a link without text is a picture's.
    private void AppendAddress(string address)
    {
        const int MaxShown = 200;
        var shown = address.StartsWith("mailto:", StringComparison.Ordinal) ? address[7..] : address;
        var text = _line.ToString(_linkStart, _line.Length - _linkStart).Trim().Trim('/');
        if (shown.Length > MaxShown || text.Length == 0)
            return;

        var bare = shown.AsSpan(shown.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme > 0 ? scheme + 3 : 0).Trim('/');
        if (!text.AsSpan().EndsWith(bare, StringComparison.OrdinalIgnoreCase))
            _line.Append(" <").Append(shown).Append('>');
    }

    private void Append(string data)
    {
        foreach (var c in data)
        {
            if (_preformatted > 0 && c == '\n')
            {
                BreakLine();
            }
            else if (c is ' ' or '\t' or '\n' or '\r' or '\f' && _preformatted == 0)
            {
                _space = _line.Length > 0;
            }
            else if (c is not ('\r' or '\u200b' or '\u00ad' or '\u034f' or '\ufeff'))
            {
                if (_space)
                    _line.Append(' ');
                _space = false;
                _line.Append(c == '\u00a0' ? ' ' : c);
            }
        }
    }

    // The empty line belongs to the outer one of the two paragraphs it parts.
    private void Gap()
    {
        _gapQuotes = _gap ? Math.Min(_gapQuotes, _quotes) : _quotes;
        _gap = true;
    }

    private void EndLine()
    {
        if (_line.Length > 0)
            BreakLine();
    }

    // One empty line at most between paragraphs, however many wrappers a newsletter has.
    private void BreakLine()
    {
        if (_text.Length < _max)
        {
            if (_gap && _text.Length > 0 && !EndsWithEmptyLine())
                _text.Append('>', Math.Min(_gapQuotes, _quotes)).Append('\n');
            _gap = false;
            var line = _line.ToString().TrimEnd();
            if (line.Length > 0 || !EndsWithEmptyLine())
            {
                _text.Append('>', _quotes);
                if (_quotes > 0 && line.Length > 0)
                    _text.Append(' ');
                _text.Append(line, 0, Math.Min(line.Length, _max)).Append('\n');
            }
        }

        _line.Clear();
        _linkStart = 0;
        _space = false;
    }

    private bool EndsWithEmptyLine()
    {
        var i = _text.Length - 2;
        while (i >= 0 && _text[i] == '>')
            i--;
        return _text.Length == 0 || i < 0 || _text[i] == '\n';
    }

    private static bool IsHidden(IElement element) =>
        element.GetAttribute("style") is { } style && style.Contains("display:none", StringComparison.Ordinal);
}
