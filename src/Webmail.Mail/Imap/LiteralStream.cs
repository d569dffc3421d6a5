namespace Webmail.Mail.Imap;

/// <summary>Takes the bytes of one literal from MailKit and passes them on; it does not own where they go.</summary>
internal sealed class LiteralStream(Stream destination) : Stream
{
    private long _written;

    public override bool CanRead => false;

    // MailKit goes back to the beginning when all is written.
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _written;

    /// <summary>Bytes passed on.</summary>
    public override long Position
    {
        get => _written;
        set
        {
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        destination.Write(buffer);
        _written += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
