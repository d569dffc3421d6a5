using System.Buffers;
using System.Text;
using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>
/// Follows the token structure of IMAP answers (RFC 3501 §4) the way MailKit reads it, and stops what MailKit could not bear:
/// endless lines, parentheses nested so deep that its recursion would end the process, literals out of all proportion.
/// Where MailKit and this could disagree on what is text, a quoted string or a literal, the answer is refused, or bytes could hide from the check.
/// </summary>
internal sealed class ImapResponseScanner(int maxLineBytes, int maxNesting, long maxLiteralBytes) : IResponseScanner
{
    // Folder names and status items; only FETCH carries bodies.
    private const int MaxLiteralOutsideFetch = 4096;

    private static readonly SearchValues<byte> EndsPlain = SearchValues.Create("(){\"\r\n"u8);
    private static readonly SearchValues<byte> EndsQuoted = SearchValues.Create("\\\"\r\n"u8);

    private readonly LineBuffer _line = new();
    private LineKind _kind;
    private long _lineBytes;
    private int _depth;
    private bool _afterCr;
    private bool _quoted;
    private bool _escaped;
    private bool _quoteMayEnd;
    private LiteralPart _literal;
    private long _literalBytes;

    private enum LineKind
    {
        Unknown,

        /// <summary>Text for people, to the end of the line.</summary>
        Status,

        /// <summary>The part in brackets before such text: tokens.</summary>
        StatusCode,
        Data,
        Fetch,
    }

    private enum LiteralPart
    {
        None,
        Size,
        Plus,
        LineEnd,
        Bytes,
    }

    public string LastRefusal { get; private set; } = "";

    public void Received(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_literal == LiteralPart.Bytes)
            {
                var skip = (int)Math.Min(_literalBytes, bytes.Length);
                _literalBytes -= skip;
                if (_literalBytes == 0)
                    _literal = LiteralPart.None;
                bytes = bytes[skip..];
                continue;
            }

            var plain = PlainLength(bytes);
            if (plain > 0)
            {
                _lineBytes += plain;
                if (_lineBytes > maxLineBytes)
                    throw Violation($"a line of more than {maxLineBytes} bytes");
                bytes = bytes[plain..];
                continue;
            }

            Next(bytes[0]);
            bytes = bytes[1..];
        }
    }

    /// <summary>How many of the bytes change nothing but the length of the line: most of an answer, taken at a stroke.</summary>
    private int PlainLength(ReadOnlySpan<byte> bytes)
    {
        if (_kind is not (LineKind.Data or LineKind.Fetch) || _literal != LiteralPart.None || _afterCr || _escaped || _quoteMayEnd)
            return 0;
        var plain = bytes.IndexOfAny(_quoted ? EndsQuoted : EndsPlain);
        return plain < 0 ? bytes.Length : plain;
    }

    public void Sent(ReadOnlySpan<byte> bytes)
    {
        // A refusal belongs to the command before; a goodbye to all that follow.
        if (!LastRefusal.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase))
            LastRefusal = "";
    }

    private void Next(byte value)
    {
        if (++_lineBytes > maxLineBytes)
            throw Violation($"a line of more than {maxLineBytes} bytes");

        if (_kind is LineKind.Unknown or LineKind.Status or LineKind.StatusCode)
            _line.Append(value);
        if (_kind == LineKind.Unknown)
            _kind = Classify(value);

        // To MailKit a CR alone is white space, to a server perhaps a line end.
        if (_afterCr && value != '\n' && _kind != LineKind.Status && !_quoted)
            throw Violation("a carriage return within a line");
        _afterCr = value == '\r';

        if (value == '\n')
            EndOfLine();
        else if (_literal != LiteralPart.None)
            LiteralHeader(value);
        else if (_quoted)
            Quoted(value);
        else
            Plain(value);
    }

    private void Plain(byte value)
    {
        var tokens = _kind is LineKind.Data or LineKind.Fetch;
        switch (value)
        {
            case (byte)'(':
                if (++_depth > maxNesting)
                    throw Violation($"more than {maxNesting} parentheses within each other");
                break;
            case (byte)')':
                _depth = Math.Max(0, _depth - 1);
                break;
            case (byte)'"' when tokens || _kind == LineKind.StatusCode:
                _quoted = true;
                _escaped = _quoteMayEnd = false;
                break;
            case (byte)'{' when tokens:
                _literal = LiteralPart.Size;
                _literalBytes = 0;
                break;
            case (byte)'{' when _kind == LineKind.StatusCode || (_kind == LineKind.Status && IsStartOfText()):
                throw Violation("a literal in a status answer");
            case (byte)'[' when _kind == LineKind.Status && IsStartOfText():
                _kind = LineKind.StatusCode;
                break;
            case (byte)']' when _kind == LineKind.StatusCode:
                _kind = LineKind.Status;
                break;
        }
    }

    private void Quoted(byte value)
    {
        if (_quoteMayEnd)
        {
            _quoteMayEnd = false;

            // MailKit takes a quote for the closing one only before these (its issue 485: servers that do not escape).
            if (value is (byte)']' or (byte)')' or (byte)' ' or (byte)'\r')
            {
                _quoted = false;
                Plain(value);
                return;
            }
        }

        if (_escaped)
            _escaped = false;
        else if (value == '\\')
            _escaped = true;
        else if (value == '"')
            _quoteMayEnd = true;
    }

    private void LiteralHeader(byte value)
    {
        switch (_literal, value)
        {
            case (LiteralPart.Size, >= (byte)'0' and <= (byte)'9'):
                _literalBytes = (_literalBytes * 10) + (value - '0');
                var limit = _kind == LineKind.Fetch ? maxLiteralBytes : MaxLiteralOutsideFetch;
                if (_literalBytes > limit)
                    throw Violation($"a literal of more than {limit} bytes");
                break;
            case (LiteralPart.Size, (byte)'+'):
                _literal = LiteralPart.Plus;
                break;
            case (LiteralPart.Size or LiteralPart.Plus, (byte)'}'):
                _literal = LiteralPart.LineEnd;
                break;
            case (LiteralPart.LineEnd, (byte)'\r'):
                break;
            default:
                throw Violation("a literal without a size");
        }
    }

    private void EndOfLine()
    {
        if (_literal is LiteralPart.Size or LiteralPart.Plus || _kind == LineKind.StatusCode)
            throw Violation("a token without an end");
        if (_quoted && !_quoteMayEnd)
            throw Violation("a quoted string without an end");

        _quoted = false;
        _lineBytes = 0;
        if (_literal == LiteralPart.LineEnd)
        {
            // The answer goes on after the literal, and its nesting with it.
            _literal = _literalBytes > 0 ? LiteralPart.Bytes : LiteralPart.None;
            return;
        }

        if (_kind == LineKind.Status)
            Status();
        _line.Clear();
        _kind = LineKind.Unknown;
        _depth = 0;
    }

    // "* 12 FETCH (" and "* LIST (" carry tokens; "* OK", "A7 NO" and "+" carry text.
    private LineKind Classify(byte last)
    {
        var line = _line.Start;
        switch (line[0])
        {
            case (byte)'*':
                break;
            case (byte)'\r' or (byte)'\n':
                return LineKind.Unknown;
            case (byte)'+':
                return LineKind.Status;
            case var tag when char.IsAsciiLetterOrDigit((char)tag):
                return LineKind.Status;
            default:
                // MailKit skips white space, so " * 1 FETCH" is an answer to it.
                throw Violation("an answer of unknown form");
        }

        if (_line.Length > line.Length)
            throw Violation("an answer of unknown form");
        if (line.Length < 3 || last is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'(' or (byte)'"' or (byte)'{' or (byte)'['))
            return LineKind.Unknown;

        var rest = line[1..].TrimStart((byte)' ');
        if (rest.IsEmpty)
            return LineKind.Unknown;
        if (rest[0] == (byte)'[')
            return LineKind.StatusCode;
        if (IsStatusWord(rest[..^1]))
            return LineKind.Status;
        if (rest[0] is < (byte)'0' or > (byte)'9')
            return LineKind.Data;

        // A number: the word after it decides.
        var space = rest.IndexOf((byte)' ');
        if (space < 0)
            return last == (byte)' ' ? LineKind.Unknown : LineKind.Data;
        var word = rest[(space + 1)..].TrimStart((byte)' ');
        if (word.Length < 2)
            return word.IsEmpty ? LineKind.Unknown : LineKind.Data;
        return Same(word[..^1], "FETCH"u8) ? LineKind.Fetch : LineKind.Data;
    }

    // Nothing but the tag or "*" and the status word came before. What follows "+" is never anything but text.
    private bool IsStartOfText()
    {
        if (_line.Start[0] == (byte)'+')
            return false;
        var words = 0;
        var inWord = false;
        foreach (var value in _line.Start[..^1])
        {
            words += !inWord && value != ' ' ? 1 : 0;
            inWord = value != ' ';
        }

        return words <= 2;
    }

    private void Status()
    {
        var line = _line.Start;
        var space = line.IndexOf((byte)' ');
        if (space < 0)
            return;
        var rest = line[(space + 1)..].TrimStart((byte)' ');
        var end = rest.IndexOfAny(" [\r\n"u8);
        var word = end < 0 ? rest : rest[..end];
        var goodbye = line[0] == (byte)'*' && Same(word, "BYE"u8);

        // Yandex says goodbye again and again without leaving, and MailKit would listen on.
        if (goodbye && LastRefusal.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase))
            throw new MailFaultException(ServerRefusal.Parse(LastRefusal).ToFault(MailFaultKind.Network));
        if (goodbye || Same(word, "NO"u8) || Same(word, "BAD"u8))
            LastRefusal = _line.ToString();

        // Whose mailbox it would be, nobody asked us; and there is no way to TLS from there (RFC 3501 §7.1.4).
        if (line[0] == (byte)'*' && Same(word, "PREAUTH"u8))
            throw Violation("a greeting as if signed in");
    }

    private static bool IsStatusWord(ReadOnlySpan<byte> word) =>
        Same(word, "OK"u8) || Same(word, "NO"u8) || Same(word, "BAD"u8) || Same(word, "BYE"u8) || Same(word, "PREAUTH"u8);

    private static bool Same(ReadOnlySpan<byte> word, ReadOnlySpan<byte> upper) => Ascii.EqualsIgnoreCase(word, upper);

    private static MailFaultException Violation(string what) => new(new MailFault(MailFaultKind.Protocol, $"The server sent {what}"));
}
