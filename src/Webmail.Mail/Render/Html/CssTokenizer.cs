using System.Globalization;
using System.Text;

namespace Webmail.Mail.Render.Html;

/// <summary>CSS Syntax Level 3 §4, one pass, no recursion: what it reads is what a browser reads, however it was written.</summary>
internal sealed class CssTokenizer(string css)
{
    private int _position;

    public CssToken Next()
    {
        // What ends with the text instead of its own delimiter has been stepped over by one.
        _position = Math.Min(_position, css.Length);
        SkipComments();
        if (_position >= css.Length)
            return new CssToken(CssTokenKind.End, "");

        var c = css[_position];
        if (IsWhiteSpace(c))
        {
            while (_position < css.Length && IsWhiteSpace(css[_position]))
                _position++;
            return new CssToken(CssTokenKind.WhiteSpace, " ");
        }

        if (c is '"' or '\'')
            return String(c);
        if (char.IsAsciiDigit(c) || (c is '.' or '+' or '-' && StartsNumber()))
            return Number();
        if (StartsIdentifier(_position))
            return IdentifierLike();
        if (Matches("<!--") || Matches("-->"))
        {
            _position += c == '<' ? 4 : 3;
            return new CssToken(CssTokenKind.CommentDelimiter, "");
        }

        _position++;
        if (c == '#' && _position < css.Length && (IsName(css[_position]) || IsEscape(_position)))
            return new CssToken(CssTokenKind.Hash, Name());
        if (c == '@' && StartsIdentifier(_position))
            return new CssToken(CssTokenKind.AtKeyword, Name());

        var kind = c switch
        {
            ':' => CssTokenKind.Colon,
            ';' => CssTokenKind.Semicolon,
            ',' => CssTokenKind.Comma,
            '{' => CssTokenKind.OpenBlock,
            '}' => CssTokenKind.CloseBlock,
            '(' => CssTokenKind.OpenParenthesis,
            ')' => CssTokenKind.CloseParenthesis,
            '[' => CssTokenKind.OpenBracket,
            ']' => CssTokenKind.CloseBracket,
            _ => CssTokenKind.Delimiter,
        };
        return new CssToken(kind, c.ToString());
    }

    private void SkipComments()
    {
        while (Matches("/*"))
        {
            var end = css.IndexOf("*/", _position + 2, StringComparison.Ordinal);
            _position = end < 0 ? css.Length : end + 2;
        }
    }

    private CssToken String(char quote)
    {
        var value = new StringBuilder();
        for (_position++; _position < css.Length && css[_position] != quote;)
        {
            if (IsNewLine(css[_position]))
                return new CssToken(CssTokenKind.Bad, "");
            if (css[_position] == '\\')
                AppendEscape(value, inString: true);
            else
                value.Append(css[_position++]);
        }

        _position++;
        return new CssToken(CssTokenKind.String, value.ToString());
    }

    private CssToken Number()
    {
        var start = _position;
        if (css[_position] is '+' or '-')
            _position++;
        SkipDigits();
        if (At(_position) == '.' && char.IsAsciiDigit(At(_position + 1)))
        {
            _position++;
            SkipDigits();
        }

        if (At(_position) is 'e' or 'E' && (char.IsAsciiDigit(At(_position + 1)) || (At(_position + 1) is '+' or '-' && char.IsAsciiDigit(At(_position + 2)))))
        {
            _position += 2;
            SkipDigits();
        }

        var digits = css[start.._position];
        if (At(_position) == '%')
        {
            _position++;
            return new CssToken(CssTokenKind.Number, digits + "%");
        }

        return new CssToken(CssTokenKind.Number, StartsIdentifier(_position) ? digits + Name() : digits);
    }

    private CssToken IdentifierLike()
    {
        var name = Name();
        if (At(_position) != '(')
            return new CssToken(CssTokenKind.Identifier, name);

        _position++;
        if (!name.Equals("url", StringComparison.OrdinalIgnoreCase))
            return new CssToken(CssTokenKind.Function, name);

        while (IsWhiteSpace(At(_position)))
            _position++;
        // url("…") ends like a function; anything but a string and white space in it makes it bad.
        if (At(_position) is not ('"' or '\''))
            return BareUrl();

        var text = String(css[_position]);
        while (IsWhiteSpace(At(_position)))
            _position++;
        if (text.Kind == CssTokenKind.String && (At(_position) == ')' || _position >= css.Length))
        {
            _position++;
            return new CssToken(CssTokenKind.Url, text.Value);
        }

        return BadUrl();
    }

    private CssToken BareUrl()
    {
        var value = new StringBuilder();
        while (_position < css.Length && css[_position] != ')')
        {
            var c = css[_position];
            if (IsWhiteSpace(c))
            {
                while (IsWhiteSpace(At(_position)))
                    _position++;
                if (_position < css.Length && css[_position] != ')')
                    return BadUrl();
            }
            else if (c is '"' or '\'' or '(' or < ' ')
            {
                return BadUrl();
            }
            else if (c == '\\')
            {
                if (!IsEscape(_position))
                    return BadUrl();
                AppendEscape(value, inString: false);
            }
            else
            {
                value.Append(c);
                _position++;
            }
        }

        _position++;
        return new CssToken(CssTokenKind.Url, value.ToString());
    }

    private CssToken BadUrl()
    {
        while (_position < css.Length && css[_position] != ')')
            _position += css[_position] == '\\' ? 2 : 1;
        _position++;
        return new CssToken(CssTokenKind.Bad, "");
    }

    private string Name()
    {
        var start = _position;
        while (_position < css.Length && IsName(css[_position]))
            _position++;
        if (!IsEscape(_position))
            return css[start.._position];

        var value = new StringBuilder(css, start, _position - start, 64);
        while (_position < css.Length)
        {
            if (IsName(css[_position]))
                value.Append(css[_position++]);
            else if (IsEscape(_position))
                AppendEscape(value, inString: false);
            else
                break;
        }

        return value.ToString();
    }

    private void AppendEscape(StringBuilder value, bool inString)
    {
        _position++;
        if (_position >= css.Length)
            return;

        if (inString && IsNewLine(css[_position]))
        {
            _position += css[_position] == '\r' && At(_position + 1) == '\n' ? 2 : 1;
            return;
        }

        var start = _position;
        while (_position < css.Length && _position - start < 6 && char.IsAsciiHexDigit(css[_position]))
            _position++;
        if (_position == start)
        {
            value.Append(css[_position++]);
            return;
        }

        var code = int.Parse(css.AsSpan(start, _position - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        value.Append(Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "\ufffd");
        if (At(_position) == '\r' && At(_position + 1) == '\n')
            _position++;
        if (IsWhiteSpace(At(_position)))
            _position++;
    }

    private bool StartsNumber()
    {
        var position = css[_position] is '+' or '-' ? _position + 1 : _position;
        return char.IsAsciiDigit(At(position)) || (At(position) == '.' && char.IsAsciiDigit(At(position + 1)));
    }

    private bool StartsIdentifier(int position)
    {
        var c = At(position);
        if (c == '-')
            return IsNameStart(At(position + 1)) || At(position + 1) == '-' || IsEscape(position + 1);
        return IsNameStart(c) || IsEscape(position);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(At(_position)))
            _position++;
    }

    private bool IsEscape(int position) => At(position) == '\\' && position + 1 < css.Length && !IsNewLine(css[position + 1]);

    private bool Matches(string text) => string.CompareOrdinal(css, _position, text, 0, text.Length) == 0;

    private char At(int position) => position < css.Length ? css[position] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    private static bool IsName(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '-';

    private static bool IsNewLine(char c) => c is '\n' or '\r' or '\f';

    private static bool IsWhiteSpace(char c) => c is ' ' or '\t' || IsNewLine(c);
}
