using MimeKit;

namespace Webmail.Mail.Render.Mime;

/// <summary>Counts what a body decodes to without decoding it.</summary>
internal sealed class EncodedSize
{
    private long _bytes;
    private long _lineEnds;
    private long _equals;
    private long _softBreaks;
    private bool _afterEquals;

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
            return;

        var trimmed = piece.TrimEnd("\r\n"u8);
        _bytes += piece.Length;
        _lineEnds += piece.Length - trimmed.Length;
        _equals += trimmed.Count((byte)'=');
        if (trimmed.IsEmpty && _afterEquals)
            _softBreaks++;
        _afterEquals = trimmed.EndsWith("="u8);
    }

    public long Decoded(ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Base64 => Math.Max(0, (_bytes - _lineEnds - _equals) * 3 / 4),
        // "=XX" is one byte, "=" before a line end and the line end are none.
        ContentEncoding.QuotedPrintable => Math.Max(0, _bytes - (2 * (_equals - _softBreaks)) - (3 * _softBreaks)),
        _ => _bytes,
    };
}
