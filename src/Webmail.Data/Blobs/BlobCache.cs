using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Keeps the bodies fetched from servers within their quota: what nobody opened for longest goes first, since its server has it still. Blobs of
/// other kinds are the only copy of something and are never touched.
/// </summary>
public sealed class BlobCache(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, BlobStore blobs, DataOptions options, TimeProvider time)
{
    private const int AtOnce = 100;

    /// <summary>Makes room for a while, not for one message.</summary>
    private const double FillTo = 0.9;

    // Whoever was just told where a body is has still to open it.
    private static readonly TimeSpan Untouched = TimeSpan.FromMinutes(10);

    // Counting reads a row for each blob: not after every body.
    private const long CountAfterBytes = 64L * 1024 * 1024;

    private long unaccounted = CountAfterBytes;

    /// <summary>Call it after a body was stored: now and then it makes room.</summary>
    public async Task GrewAsync(long bytes, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref unaccounted, bytes) < CountAfterBytes)
            return;
        Interlocked.Exchange(ref unaccounted, 0);
        await EvictAsync(cancellationToken);
    }

    /// <summary>Makes room when the quota is exceeded.</summary>
    /// <returns>Bodies evicted.</returns>
    public async Task<int> EvictAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Untouched;
        long excess;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var total = await db.Blobs.Where(b => b.Kind == BlobKind.Body).SumAsync(b => b.SizeBytes, cancellationToken);
            if (total <= options.CacheBytes)
                return 0;
            excess = total - (long)(options.CacheBytes * FillTo);
        }

        var evicted = 0;
        while (excess > 0)
        {
            var oldest = await OldestAsync(before, cancellationToken);
            var chosen = oldest.TakeWhile(blob => (excess -= blob.SizeBytes) + blob.SizeBytes > 0).Select(blob => blob.Id).ToList();
            if (chosen.Count == 0)
                return evicted;
            await gate.WriteAsync([], async db =>
            {
                await db.Parts.Where(p => chosen.Contains(p.BlobId)).ExecuteDeleteAsync(cancellationToken);
                return await db.Messages.Where(m => m.BodyBlob != null && chosen.Contains(m.BodyBlob ?? default))
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.BodyBlob, (BlobId?)null), cancellationToken);
            }, cancellationToken);
            foreach (var blob in chosen)
                await blobs.DeleteAsync(blob, cancellationToken);
            evicted += chosen.Count;
        }

        return evicted;
    }

    // A message that waits for its place on the server could not be fetched again now.
    private async Task<List<OldBlob>> OldestAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Blobs
            .Where(b => b.Kind == BlobKind.Body && b.LastRead < before && !db.Messages.Any(m => m.BodyBlob == b.Id && m.Uid == null))
            .OrderBy(b => b.LastRead).Take(AtOnce)
            .Select(b => new OldBlob(b.Id, b.SizeBytes))
            .ToListAsync(cancellationToken);
    }

    private sealed record OldBlob(BlobId Id, long SizeBytes);
}
