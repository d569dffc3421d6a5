using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>Reads a sealed run, forward only, chunk by chunk. A byte that was changed, moved or cut off ends the read with a <see cref="CryptographicException"/>; nothing of a chunk is returned before it is authenticated.</summary>
internal sealed class OpeningStream : Stream
{
    private readonly Stream source;
    private readonly byte[] key;
    private readonly SealedContext context;
    private readonly byte[] plain = new byte[ChunkCipher.ChunkBytes];

    // One chunk and one byte more: only that byte tells whether the chunk was the last.
    private readonly byte[] sealedChunk = new byte[ChunkCipher.ChunkBytes + ChunkCipher.TagBytes + 1];
    private ChunkCipher? cipher;
    private int ahead;
    private int position;
    private int filled;
    private bool ended;

    public OpeningStream(Stream source, byte[] key, SealedContext context)
    {
        this.source = source;
        this.key = key;
        this.context = context;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (position == filled && !ended)
        {
            Start(cipher is null ? source.ReadAtLeast(sealedChunk.AsSpan(0, ChunkCipher.HeaderBytes), ChunkCipher.HeaderBytes, throwOnEndOfStream: false) : -1);
            var wanted = sealedChunk.Length - ahead;
            OpenChunk(source.ReadAtLeast(sealedChunk.AsSpan(ahead), wanted, throwOnEndOfStream: false));
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (position == filled && !ended)
        {
            Start(cipher is null ? await source.ReadAtLeastAsync(sealedChunk.AsMemory(0, ChunkCipher.HeaderBytes), ChunkCipher.HeaderBytes, throwOnEndOfStream: false, cancellationToken) : -1);
            var wanted = sealedChunk.Length - ahead;
            OpenChunk(await source.ReadAtLeastAsync(sealedChunk.AsMemory(ahead), wanted, throwOnEndOfStream: false, cancellationToken));
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private void Start(int headerBytes)
    {
        if (headerBytes >= 0)
            cipher = new ChunkCipher(key, sealedChunk.AsSpan(0, headerBytes), context);
    }

    private void OpenChunk(int read)
    {
        var available = ahead + read;
        var final = available < sealedChunk.Length;
        var length = final ? available : available - 1;
        (cipher ?? throw new InvalidOperationException("The header is read first")).Decrypt(sealedChunk.AsSpan(0, length), final, plain);
        position = 0;
        filled = length - ChunkCipher.TagBytes;
        ended = final;
        ahead = 0;
        if (!final)
        {
            sealedChunk[0] = sealedChunk[^1];
            ahead = 1;
        }
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, filled - position);
        plain.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(plain);
            cipher?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        CryptographicOperations.ZeroMemory(plain);
        cipher?.Dispose();
        await source.DisposeAsync();
        await base.DisposeAsync();
    }
}
