using MimeKit;
using MimeKit.Utils;
using Webmail.Mail.Render.Mime;

namespace Webmail.Mail.Render;

/// <summary>Takes a part as it comes over the line, in pieces of any size, and writes it decoded. Broken encodings give what can be read of them.</summary>
/// <param name="encoding">Content-Transfer-Encoding; what is unknown is passed on as it is.</param>
/// <param name="destination">Not owned.</param>
public sealed class PartDecodingStream(string encoding, Stream destination) : Stream
{
    private readonly DecodingSink _sink = new(MimeUtils.TryParse(encoding, out ContentEncoding known) ? known : ContentEncoding.Default, destination, long.MaxValue);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _sink.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => _sink.Append(buffer.AsSpan(offset, count));

    /// <summary>All of the part was written.</summary>
    public void Finish() => _sink.Finish();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
