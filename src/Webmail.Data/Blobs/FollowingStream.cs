namespace Webmail.Data;

/// <summary>Reads a file that somebody else still writes; its end is where the writer says. Asynchronous only.</summary>
/// <param name="closed">Called once, when this is disposed.</param>
internal sealed class FollowingStream(FileStream file, BlobGrowth growth, Action closed) : Stream
{
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = await growth.WaitBeyondAsync(file.Position, cancellationToken);
        var there = (int)Math.Min(written - file.Position, buffer.Length);
        return there == 0 ? 0 : await file.ReadAsync(buffer[..there], cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What still grows is waited for");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            file.Dispose();
            closed();
        }

        base.Dispose(disposing);
    }
}
