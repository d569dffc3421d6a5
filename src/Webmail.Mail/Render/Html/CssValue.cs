using System.Buffers;
using System.Text;

namespace Webmail.Mail.Render.Html;

/// <summary>Writes the value of one declaration token by token.</summary>
internal sealed class CssValue(string property, StringBuilder output, RenderBudget budget, Func<string, string?> imageUrl)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.+-%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly int _start = output.Length;
    private int _depth;
    private bool _afterExclamation;

    /// <summary>False when the token is not allowed here; the declaration is then to be dropped.</summary>
    public bool Add(CssToken token)
    {
        if (_afterExclamation && token.Kind != CssTokenKind.WhiteSpace)
        {
            _afterExclamation = false;
            output.Append("important");
            return token.Kind == CssTokenKind.Identifier && token.Value.Equals("important", StringComparison.OrdinalIgnoreCase);
        }

        switch (token.Kind)
        {
            case CssTokenKind.WhiteSpace:
                output.Append(' ');
                return true;
            case CssTokenKind.Identifier:
                output.Append(token.Value);
                return IsIdentifier(token.Value);
            case CssTokenKind.Function:
                output.Append(token.Value).Append('(');
                return CssAllowed.Function(token.Value.ToLowerInvariant()) && Open();
            case CssTokenKind.OpenParenthesis:
                output.Append('(');
                return _depth > 0 && Open();
            case CssTokenKind.CloseParenthesis:
                output.Append(')');
                return --_depth >= 0;
            case CssTokenKind.Hash:
                output.Append('#').Append(token.Value);
                return token.Value.Length <= 8 && !token.Value.AsSpan().ContainsAnyExcept(HexDigits);
            case CssTokenKind.Number:
                output.Append(token.Value);
                return token.Value.Length <= 40 && !token.Value.AsSpan().ContainsAnyExcept(NumberCharacters);
            case CssTokenKind.String:
                AppendString(token.Value);
                return true;
            case CssTokenKind.Url:
                return AddUrl(token.Value);
            case CssTokenKind.Comma:
                output.Append(',');
                return true;
            case CssTokenKind.Delimiter:
                output.Append(token.Value);
                _afterExclamation = token.Value == "!";
                return token.Value is "/" or "*" or "+" or "-" or "!";
            default:
                return false;
        }
    }

    /// <summary>False when nothing was said or something is still open.</summary>
    public bool Complete()
    {
        while (output.Length > _start && output[^1] == ' ')
            output.Length--;
        return output.Length > _start && _depth == 0 && !_afterExclamation;
    }

    /// <summary>Letters, digits, - and _, also Cyrillic ones: names of fonts and keywords.</summary>
    public static bool IsIdentifier(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        return value.Length is > 0 and <= 200;
    }

    private bool Open()
    {
        if (++_depth <= budget.Limits.CssDepth)
            return true;

        budget.Shorten();
        return false;
    }

    private bool AddUrl(string address)
    {
        if (!CssAllowed.Image(property))
            return false;

        // "none" keeps the rest of a shorthand, above all its colour.
        if (imageUrl(address) is { } allowed)
        {
            output.Append("url(");
            AppendString(allowed);
            output.Append(')');
        }
        else
        {
            output.Append("none");
        }

        return true;
    }

    private void AppendString(string value)
    {
        output.Append('"');
        foreach (var c in value)
        {
            // "<" as well: the text of a style element must not hold its end tag.
            if (c is '"' or '\\' or '<' or '>' or '&' or < ' ' or '\u007f')
                output.Append('\\').Append(((int)c).ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
            else
                output.Append(c);
        }

        output.Append('"');
    }
}
