using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Encrypted files under the data directory, each sealed with its account's data key; their rows are in the database.</summary>
public sealed class BlobStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, AccountKeys keys, DataOptions options, TimeProvider time)
{
    // Exact enough for a cache, and a write an hour at most.
    private static readonly TimeSpan ReadPrecision = TimeSpan.FromHours(1);

    private readonly string root = Path.Combine(Path.GetFullPath(options.DataDirectory), "blobs");

    /// <summary>Stores <paramref name="content"/> to its end. When this returns, it survives a power failure.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxBytes"/>; nothing was kept.</exception>
    /// <exception cref="InvalidOperationException">There is no such account of this person.</exception>
    public async Task<BlobId> WriteAsync(UserId user, AccountId account, BlobKind kind, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        await using var blob = await BeginAsync(user, account, kind, maxBytes, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkCipher.ChunkBytes);
        try
        {
            for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                blob.Write(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return await blob.CompleteAsync(cancellationToken);
    }

    /// <summary>A blob to be written piece by piece. Until it is completed nobody but its followers sees it.</summary>
    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public async Task<GrowingBlobStream> BeginAsync(UserId user, AccountId account, BlobKind kind, long maxBytes, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(account, cancellationToken) ?? throw new InvalidOperationException($"There is no account {account}.");
        var blob = new StoredBlob { UserId = user.Value, AccountId = account, Kind = kind, FileId = Guid.NewGuid(), Created = time.GetUtcNow(), LastRead = time.GetUtcNow() };
        return new GrowingBlobStream(this, blob, PathOf(account, blob.FileId), key, Context(blob), maxBytes);
    }

    /// <summary>The content, decrypted while it is read, forward only; null when the blob is gone. The caller disposes it.</summary>
    /// <returns>A stream whose reads throw <see cref="System.Security.Cryptography.CryptographicException"/> where the file was tampered with.</returns>
    public async Task<Stream?> OpenAsync(BlobId blob, CancellationToken cancellationToken) => (await OpenSizedAsync(blob, cancellationToken))?.Content;

    /// <summary>The same, for who has to say beforehand how much it is.</summary>
    public async Task<OpenBlob?> OpenSizedAsync(BlobId blob, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Blobs.AsNoTracking().SingleOrDefaultAsync(b => b.Id == blob, cancellationToken) is not { } stored
            || await keys.FindAsync(stored.AccountId, cancellationToken) is not { } key)
            return null;

        await NoteReadAsync(stored, cancellationToken);
        try
        {
            var file = new FileStream(PathOf(stored.AccountId, stored.FileId), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new OpenBlob(new OpeningStream(file, key, Context(stored)), stored.SizeBytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Adds the row of a file that is complete.</summary>
    internal Task AddAsync(StoredBlob blob, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (!await db.Accounts.AnyAsync(a => a.Id == blob.AccountId && a.UserId == blob.UserId, cancellationToken))
                throw new InvalidOperationException($"There is no account {blob.AccountId} of person {blob.UserId}.");
            db.Blobs.Add(blob);
            await db.SaveChangesAsync(cancellationToken);
            return blob.Id;
        }, cancellationToken);

    private async Task NoteReadAsync(StoredBlob blob, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (blob.Kind != BlobKind.Body || now - blob.LastRead < ReadPrecision)
            return;
        await gate.WriteAsync([], db => db.Blobs.Where(b => b.Id == blob.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.LastRead, now), cancellationToken), cancellationToken);
    }

    /// <summary>Removes row and file; a blob that is gone already is fine. Whoever reads it now reads on.</summary>
    public async Task DeleteAsync(BlobId blob, CancellationToken cancellationToken)
    {
        var stored = await gate.WriteAsync([], async db =>
        {
            var found = await db.Blobs.AsNoTracking().SingleOrDefaultAsync(b => b.Id == blob, cancellationToken);
            await db.Blobs.Where(b => b.Id == blob).ExecuteDeleteAsync(cancellationToken);
            return found;
        }, cancellationToken);
        if (stored is not null && Directory.Exists(DirectoryOf(stored.AccountId, stored.FileId)))
            File.Delete(PathOf(stored.AccountId, stored.FileId));
    }

    /// <summary>Files without a row that are older than <paramref name="before"/>: writes that a crash cut off, and leftovers of deletions.</summary>
    internal async Task DeleteStrayFilesAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
            return;

        foreach (var files in Directory.EnumerateFiles(root, "*.blob", SearchOption.AllDirectories).Where(file => File.GetLastWriteTimeUtc(file) < before.UtcDateTime).Chunk(Settling.ChunkSize))
        {
            var ids = files.Where(file => Guid.TryParse(Path.GetFileNameWithoutExtension(file), out _)).ToDictionary(file => Guid.Parse(Path.GetFileNameWithoutExtension(file)));
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var known = await db.Blobs.Where(b => ids.Keys.Contains(b.FileId)).Select(b => b.FileId).ToListAsync(cancellationToken);
            foreach (var stray in ids.Keys.Except(known))
                File.Delete(ids[stray]);
        }
    }

    private static SealedContext Context(StoredBlob blob) => new(new UserId(blob.UserId), blob.AccountId, blob.Kind switch
    {
        BlobKind.Body => SealedPurpose.BodyBlob,
        BlobKind.Outbox => SealedPurpose.OutboxBlob,
        BlobKind.Attachment => SealedPurpose.AttachmentBlob,
        _ => throw new InvalidOperationException($"Unknown kind of blob {blob.Kind}"),
    }, blob.FileId);

    // 256 directories an account, so that none grows to hundreds of thousands of files.
    private string DirectoryOf(AccountId account, Guid file) => Path.Combine(root, account.ToString(), file.ToString("N")[..2]);

    private string PathOf(AccountId account, Guid file) => Path.Combine(DirectoryOf(account, file), file.ToString("N") + ".blob");
}
