using MimeKit;
using MimeKit.Encodings;

namespace Webmail.Mail.Render.Mime;

/// <summary>Decodes a part while it is scanned.</summary>
internal sealed class DecodingSink(ContentEncoding encoding, Stream destination, long maxBytes) : IPartSink
{
    private const int PieceBytes = 16 * 1024;

    private readonly IMimeDecoder _decoder = encoding switch
    {
        ContentEncoding.Base64 => new Base64Decoder(),
        ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
        ContentEncoding.UUEncode => new UUDecoder(),
        _ => new PassThroughDecoder(encoding),
    };

    private readonly byte[] _input = new byte[PieceBytes];
    private byte[] _output = [];
    private long _written;

    public bool Cut { get; private set; }

    /// <summary>No more comes. Base64 that lost its padding, or was cut, gives what whole bytes there are.</summary>
    public void Finish()
    {
        if (encoding == ContentEncoding.Base64)
            Append("=="u8);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceBytes)];
            bytes = bytes[piece.Length..];
            piece.CopyTo(_input);
            var needed = _decoder.EstimateOutputLength(piece.Length);
            if (_output.Length < needed)
                _output = new byte[needed];

            var decoded = _decoder.Decode(_input, 0, piece.Length, _output);
            var room = (int)Math.Min(decoded, maxBytes - _written);
            destination.Write(_output, 0, room);
            _written += room;
            if (room < decoded)
            {
                Cut = true;
                return;
            }
        }
    }
}
