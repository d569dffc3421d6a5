using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// What is here of messages that are too large to be fetched whole: their outline, and the parts that were opened. All of it is a cache: a part
/// that is gone is fetched again.
/// </summary>
public sealed class PartStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, BlobStore blobs)
{
    /// <summary>Number of the outline; parts are numbered from 0.</summary>
    public const int Outline = -1;

    public async Task<BlobId?> FindAsync(MessageId message, int part, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Parts.Where(p => p.MessageId == message && p.Part == part).Select(p => (BlobId?)p.BlobId).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Remembers where a part is. A blob that took its place meanwhile, or one of a message that is gone, is deleted.</summary>
    public async Task AddAsync(AccountId account, MessageId message, int part, BlobId blob, CancellationToken cancellationToken)
    {
        var unused = await gate.WriteAsync<BlobId?>(account, async db =>
        {
            if (!await db.Messages.AnyAsync(m => m.Id == message, cancellationToken))
                return blob;
            if (await db.Parts.SingleOrDefaultAsync(p => p.MessageId == message && p.Part == part, cancellationToken) is not { } stored)
            {
                db.Parts.Add(new StoredPart { MessageId = message, Part = part, BlobId = blob });
                return null;
            }

            var before = stored.BlobId;
            stored.BlobId = blob;
            return before;
        }, cancellationToken);
        if (unused is { } nobodys)
            await blobs.DeleteAsync(nobodys, cancellationToken);
    }
}
