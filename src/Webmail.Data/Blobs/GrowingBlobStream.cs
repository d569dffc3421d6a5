using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// A blob while it is written, by one writer. Readers may follow it: they read what is there and wait for the rest, each at its own pace, and
/// none of it is kept in memory. When it is disposed without having been completed nothing is left of it, and its readers fail.
/// </summary>
public sealed class GrowingBlobStream : Stream
{
    private readonly BlobStore store;
    private readonly StoredBlob blob;
    private readonly byte[] key;
    private readonly SealedContext context;
    private readonly string path;
    private readonly long maxBytes;
    private readonly BlobGrowth growth = new();
    private readonly FileStream file;
    private readonly SealingWriter sealing;
    private long length;
    private bool stored;
    private bool disposed;

    internal GrowingBlobStream(BlobStore store, StoredBlob blob, string path, byte[] key, SealedContext context, long maxBytes)
    {
        this.store = store;
        this.blob = blob;
        this.path = path;
        this.key = key;
        this.context = context;
        this.maxBytes = maxBytes;
        Directory.CreateDirectory(DirectoryPath);
        // No buffer of its own: a chunk that was written is there for readers.
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        sealing = new SealingWriter(file, key, context);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    /// <summary>Bytes written so far, before encryption.</summary>
    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    private string DirectoryPath => Path.GetDirectoryName(path) ?? throw new InvalidOperationException("A blob has a directory");

    /// <exception cref="BlobTooLargeException">More than was allowed.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (length + buffer.Length > maxBytes)
            throw new BlobTooLargeException(maxBytes);
        length += buffer.Length;
        sealing.Write(buffer);
        growth.Advance(file.Position);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Another reader, from the beginning. Its reads throw <see cref="IOException"/> when the blob is given up.</summary>
    /// <param name="closed">Called once, when the reader is disposed.</param>
    /// <returns>Null when the blob was given up.</returns>
    public Stream? Follow(Action closed)
    {
        try
        {
            var reading = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new OpeningStream(new FollowingStream(reading, growth, closed), key, context);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>It is all there. When this returns, it survives a power failure.</summary>
    /// <exception cref="InvalidOperationException">There is no such account of this person.</exception>
    public async Task<BlobId> CompleteAsync(CancellationToken cancellationToken)
    {
        sealing.Complete();
        file.Flush(flushToDisk: true);
        DirectorySync.Flush(DirectoryPath);
        growth.Complete(file.Position);
        CrashPoint.Reach(CrashPoint.BlobWritten);
        blob.SizeBytes = length;
        await store.AddAsync(blob, cancellationToken);
        stored = true;
        return blob.Id;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            growth.GiveUp();
            sealing.Dispose();
            file.Dispose();
            if (!stored)
                File.Delete(path);
        }

        base.Dispose(disposing);
    }
}
