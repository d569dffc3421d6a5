using System.Buffers;
using System.Net;
using System.Text;

namespace Webmail.Mail.Render.Text;

/// <summary>Escapes text and makes its addresses clickable, looking at each character a bounded number of times.</summary>
internal static class Links
{
    private const int MaxLink = 2048;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(" \t\r\n\f\v\u00a0\u2028\u2029<>\"«»“”");
    private static readonly SearchValues<char> LinkMarks = SearchValues.Create(":@.");
    private static readonly SearchValues<char> Trailing = SearchValues.Create(".,;:!?'*_~…");

    public static void Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOfAny(Breaks);
            var word = length < 0 ? text : text[..length];
            AppendWord(html, word);
            if (length < 0)
                break;

            Escape(html, text.Slice(length, 1));
            text = text[(length + 1)..];
        }
    }

    public static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                // Overrides turn addresses around.
                '\u202d' or '\u202e' => html,
                '\t' or '\n' or >= ' ' and not ('\u007f' or '\ufffe' or '\uffff') => html.Append(c),
                _ => html.Append('\ufffd'),
            };
        }
    }

    private static void AppendWord(StringBuilder html, ReadOnlySpan<char> word)
    {
        if (word.Length > MaxLink || word.IndexOfAny(LinkMarks) < 0)
        {
            Escape(html, word);
            return;
        }

        var start = Start(word, out var prefix);
        if (start >= 0)
        {
            var link = Trim(word[start..]);
            if (Uri.TryCreate(prefix + link.ToString(), UriKind.Absolute, out var uri) && WebAddress.Is(uri) && uri.Host.Contains('.', StringComparison.Ordinal))
            {
                Escape(html, word[..start]);
                Append(html, uri.AbsoluteUri, uri.IdnHost, link);
                Escape(html, word[(start + link.Length)..]);
                return;
            }
        }
        else if (Address(word) is var (from, to) && to > from)
        {
            var address = word[from..to];
            Escape(html, word[..from]);
            Append(html, "mailto:" + address.ToString(), address.ToString(), address);
            Escape(html, word[to..]);
            return;
        }

        Escape(html, word);
    }

    private static void Append(StringBuilder html, string href, string title, ReadOnlySpan<char> shown)
    {
        html.Append("<a href=\"").Append(WebUtility.HtmlEncode(href))
            .Append("\" title=\"").Append(WebUtility.HtmlEncode(title))
            .Append("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
        Escape(html, shown);
        html.Append("</a>");
    }

    private static int Start(ReadOnlySpan<char> word, out string prefix)
    {
        prefix = "";
        var http = word.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        if (http >= 0 && (word[http..].StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word[http..].StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
            return http;

        prefix = "http://";
        var www = word.TrimStart("([{").StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? word.IndexOf("www.", StringComparison.OrdinalIgnoreCase) : -1;
        return www;
    }

    // A full stop behind an address belongs to the sentence, and so does a bracket that the address did not open.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> link)
    {
        while (!link.IsEmpty)
        {
            var last = link[^1];
            var unopened = last switch
            {
                ')' => link.Count(')') > link.Count('('),
                ']' => link.Count(']') > link.Count('['),
                '}' => link.Count('}') > link.Count('{'),
                _ => false,
            };
            if (!unopened && !Trailing.Contains(last))
                break;
            link = link[..^1];
        }

        return link;
    }

    private static (int From, int To) Address(ReadOnlySpan<char> word)
    {
        var at = word.IndexOf('@');
        if (at <= 0)
            return (0, 0);

        var from = at;
        while (from > 0 && at - from < 64 && (char.IsAsciiLetterOrDigit(word[from - 1]) || "._%+-".Contains(word[from - 1], StringComparison.Ordinal)))
            from--;
        var to = at + 1;
        while (to < word.Length && to - at < 255 && (char.IsLetterOrDigit(word[to]) || word[to] is '.' or '-'))
            to++;
        while (to > at + 1 && word[to - 1] is '.' or '-')
            to--;

        var domain = word[(at + 1)..to];
        return from < at && domain.LastIndexOf('.') is var dot && dot > 0 && domain.Length - dot > 2 ? (from, to) : (0, 0);
    }
}
