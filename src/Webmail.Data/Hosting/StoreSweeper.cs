using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Removes what nobody can ask for any more: discarded drafts, finished outbox items, blobs that nothing names, old lines of the audit log and sessions that have expired. Run it once an hour.</summary>
public sealed class StoreSweeper(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, BlobStore blobs, AuditLog audit, SessionStore sessions, DataOptions options, TimeProvider time)
{
    private static readonly TimeSpan DiscardedDrafts = TimeSpan.FromHours(1);
    private static readonly TimeSpan FinishedOutbox = TimeSpan.FromDays(1);
    private static readonly TimeSpan EndedJobs = TimeSpan.FromDays(1);

    // Twice as long as a browser stays signed in.
    private static readonly TimeSpan UnusedSessions = TimeSpan.FromDays(28);

    // A blob is written before the row that names it: young ones are still on their way.
    private static readonly TimeSpan UnnamedBlobs = TimeSpan.FromDays(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await gate.WriteAsync([], async db =>
        {
            var discarded = now - DiscardedDrafts;
            var finished = now - FinishedOutbox;
            var ended = now - EndedJobs;
            await db.Jobs.Where(j => j.Ended < ended).ExecuteDeleteAsync(cancellationToken);
            await db.Drafts.Where(d => d.Place == DraftPlace.Discarded && d.Updated < discarded && (d.ServerDue == null || d.ServerVersion == 0)).ExecuteDeleteAsync(cancellationToken);
            await db.Outbox.Where(o => (o.State == OutboxState.Done || o.State == OutboxState.Cancelled) && o.Refused == null && o.Changed < finished).ExecuteDeleteAsync(cancellationToken);
            await db.ConversationLinks.Where(l => !db.Messages.Any(m => m.AccountId == l.AccountId && m.Conversation == l.Conversation)).ExecuteDeleteAsync(cancellationToken);
            return await db.Drafts.Where(d => d.Place == DraftPlace.Queued && (d.ServerDue == null || d.ServerVersion == 0) && !db.Outbox.Any(o => o.DraftId == d.Id)).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);

        foreach (var blob in await UnnamedAsync(now - UnnamedBlobs, cancellationToken))
            await blobs.DeleteAsync(blob, cancellationToken);
        await audit.TrimAsync(options.AuditKept, cancellationToken);
        await sessions.TrimAsync(UnusedSessions, cancellationToken);
        await blobs.DeleteStrayFilesAsync(now - UnnamedBlobs, cancellationToken);
    }

    private async Task<List<BlobId>> UnnamedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Blobs
            .Where(b => b.Created < before
                && !db.Messages.Any(m => m.BodyBlob == b.Id)
                && !db.Parts.Any(p => p.BlobId == b.Id)
                && !db.Attachments.Any(a => a.BlobId == b.Id)
                && !db.Outbox.Any(o => o.BlobId == b.Id))
            .Select(b => b.Id)
            .ToListAsync(cancellationToken);
    }
}
