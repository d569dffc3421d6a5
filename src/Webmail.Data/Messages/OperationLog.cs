using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Operations on their way to the server: what to play next, and what the server made of it.</summary>
public sealed class OperationLog(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>
    /// The next operations to play, oldest first, with path and UID as the server has them now. Of one message, nothing is returned behind a
    /// move or an operation that has to wait: it would miss its message.
    /// </summary>
    public async Task<IReadOnlyList<PendingOperation>> NextAsync(AccountId account, int max, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(f => f.AccountId == account).Select(f => new { f.Id, f.Path, f.Place }).ToListAsync(cancellationToken);
        var paths = folders.ToDictionary(f => f.Id, f => f.Path);
        var awaited = folders.Where(f => f.Place == FolderPlace.Awaited).Select(f => f.Id).ToHashSet();
        var pending = db.Operations.AsNoTracking()
            .Where(o => o.AccountId == account && o.Done == null)
            .OrderBy(o => o.Id)
            .Join(db.Messages, o => o.MessageId, m => m.Id, (o, m) => new { Operation = o, m.ServerFolderId, m.Uid });
        var blocked = new HashSet<MessageId>();
        var next = new List<PendingOperation>();
        await foreach (var row in pending.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var o = row.Operation;
            if (next.Count == max)
                break;
            if (blocked.Contains(o.MessageId))
                continue;
            // A folder that is still to be created is no place to go to; transfers have a player of their own.
            var waits = row.Uid is null || o.Due > now || o.Kind == OperationKind.Transfer || (o.TargetId is { } goal && awaited.Contains(goal));
            if (waits || o.Kind is not (OperationKind.SetFlags or OperationKind.Copy))
                blocked.Add(o.MessageId);
            if (waits)
                continue;
            next.Add(new PendingOperation(
                o.Id, account, o.MessageId, o.Kind, row.ServerFolderId, paths[row.ServerFolderId], row.Uid, o.Add, o.Remove,
                o.TargetId, o.TargetId is { } target ? paths.GetValueOrDefault(target) : null, o.Created, o.Attempts)
            {
                TargetMark = o.TargetMark,
            });
        }

        return next;
    }

    /// <summary>Until an operation that was put off is due; zero when one is due now, null when there is none.</summary>
    public async Task<TimeSpan?> NextDelayAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Operations
            .Where(o => o.AccountId == account && o.Done == null && o.Kind != OperationKind.Transfer && db.Messages.Any(m => m.Id == o.MessageId && m.Uid != null)
                && !db.Folders.Any(f => f.Id == o.TargetId && f.Place == FolderPlace.Awaited))
            .MinAsync(o => (DateTimeOffset?)o.Due, cancellationToken);
        return due - time.GetUtcNow() is { } delay ? (delay > TimeSpan.Zero ? delay : TimeSpan.Zero) : null;
    }

    /// <summary>Takes operations to be played now, all or none. From here on an undo records an inverse instead of forgetting them.</summary>
    public Task<OperationClaim> ClaimAsync(AccountId account, long epoch, IReadOnlyList<OperationId> operations, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, async db =>
        {
            // The gate holds the account, so what is read here stays true until the commit.
            if (!await db.Accounts.AnyAsync(a => a.Id == account && a.Epoch == epoch, cancellationToken))
                return OperationClaim.Lost;

            var claimed = await TrackedAsync(db, operations, cancellationToken);
            if (claimed.Count != operations.Count || claimed.Any(o => o.AccountId != account))
                return OperationClaim.Changed;

            foreach (var operation in claimed)
            {
                operation.ClaimedEpoch = epoch;
                operation.Attempts++;
            }

            return OperationClaim.Claimed;
        }, cancellationToken);

    /// <summary>Writes down where the target stood before a copy is put there, so that another attempt recognises it instead of making a second one.</summary>
    public Task MarkAsync(IReadOnlyList<OperationId> operations, uint targetUidNext, CancellationToken cancellationToken) =>
        WriteAsync(operations, (_, marked, _) =>
        {
            foreach (var operation in marked)
                operation.TargetMark = targetUidNext;
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>The server did them. What it said becomes the server's state of their messages.</summary>
    /// <param name="newUids">For moves and copies, the UIDs in the target folder as far as the server told them; the others are recognised by the target's next scan.</param>
    public Task<IReadOnlyList<MailChange>> CompleteAsync(IReadOnlyList<OperationId> operations, IReadOnlyDictionary<OperationId, uint> newUids, CancellationToken cancellationToken) =>
        WriteAsync(operations, async (db, done, tally) =>
        {
            var now = time.GetUtcNow();
            var messages = await MessagesAsync(db, done, cancellationToken);
            foreach (var operation in done)
            {
                operation.Done = now;
                operation.LastError = null;
                if (!messages.TryGetValue(operation.MessageId, out var message))
                    continue;
                message.Failure = null;
                switch (operation.Kind)
                {
                    case OperationKind.SetFlags:
                        message.ServerFlags = (message.ServerFlags | operation.Add) & ~operation.Remove;
                        break;
                    case OperationKind.Move when operation.TargetId is { } target:
                        if (!await ArriveAsync(db, message, target, newUids.TryGetValue(operation.Id, out var uid) ? uid : null, now, tally, cancellationToken))
                            messages.Remove(message.Id);
                        break;
                    case OperationKind.Copy:
                        operation.TargetUid = newUids.TryGetValue(operation.Id, out var copied) ? copied : null;
                        break;
                    case OperationKind.Expunge:
                        tally.Removed(message);
                        db.Messages.Remove(message);
                        messages.Remove(message.Id);
                        break;
                    default:
                        throw new InvalidOperationException($"Unknown operation {operation.Kind}");
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            await new Settling(db, tally).SettleAsync([.. messages.Values], cancellationToken);
            var expired = now - MessageActions.UndoWindow;
            await db.Operations.Where(o => o.Done < expired && !o.Refused).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>The server said no for good: the message is shown as the server has it, with the server's words.</summary>
    public Task<IReadOnlyList<MailChange>> RefuseAsync(OperationId operation, MailFault fault, CancellationToken cancellationToken) =>
        WriteAsync([operation], async (db, refused, tally) =>
        {
            var settling = new Settling(db, tally);
            foreach (var (id, message) in await MessagesAsync(db, refused, cancellationToken))
            {
                foreach (var refusal in refused.Where(o => o.MessageId == id))
                {
                    // Kept with the server's words for another try, unless the person took it back already.
                    if (refusal.Undo is null)
                        db.Operations.Remove(refusal);
                    (refusal.Done, refusal.Refused, refusal.LastError) = (time.GetUtcNow(), true, Text.Line(fault.ServerText, Lengths.ServerText));
                }

                message.Failure = Text.Line(fault.ServerText, Lengths.ServerText);
                await db.SaveChangesAsync(cancellationToken);

                // A way back from where it never went.
                var stale = (await settling.PendingAsync([id], cancellationToken))[id].FirstOrDefault(o => o.Kind == OperationKind.Move);
                if (stale is not null && stale.TargetId == message.ServerFolderId)
                    db.Operations.Remove(stale);
                await db.SaveChangesAsync(cancellationToken);
                if (!await settling.SettleAsync(message, (await settling.PendingAsync([id], cancellationToken))[id], cancellationToken))
                    tally.Changed(message);
            }
        }, cancellationToken);

    /// <summary>Not now: to be played again after <paramref name="delay"/>, or when the server asked for a longer pause, after that.</summary>
    public Task PostponeAsync(IReadOnlyList<OperationId> operations, TimeSpan delay, MailFault fault, CancellationToken cancellationToken) =>
        WriteAsync(operations, (_, postponed, _) =>
        {
            var due = time.GetUtcNow() + (fault.RetryAfter > delay ? fault.RetryAfter.Value : delay);
            foreach (var operation in postponed)
            {
                operation.Due = due;
                operation.LastError = Text.Line(fault.ServerText, Lengths.ServerText);
            }

            return Task.CompletedTask;
        }, cancellationToken);

    private async Task<IReadOnlyList<MailChange>> WriteAsync(
        IReadOnlyList<OperationId> operations, Func<WebmailDbContext, List<Operation>, ChangeTally, Task> work, CancellationToken cancellationToken)
    {
        List<AccountId> accounts;
        await using (var read = await contexts.CreateDbContextAsync(cancellationToken))
            accounts = [.. (await TrackedAsync(read, operations, cancellationToken)).Select(o => o.AccountId).Distinct()];
        if (accounts.Count == 0)
            return [];

        return await gate.WriteAsync(accounts, async db =>
        {
            var tally = new ChangeTally();
            await work(db, await TrackedAsync(db, operations, cancellationToken), tally);
            await db.SaveChangesAsync(cancellationToken);
            return await tally.FinishAsync(db, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>The message is in <paramref name="target"/> now.</summary>
    /// <returns>False when somebody took it out of there already: then it is nowhere.</returns>
    private static async Task<bool> ArriveAsync(WebmailDbContext db, MailMessage message, FolderId target, uint? uid, DateTimeOffset now, ChangeTally tally, CancellationToken cancellationToken)
    {
        // Mod-sequences are counted by folder.
        message.ModSeq = 0;

        // A scan of the target was faster and took it for a new message: the person's row, which links and undo know, stays. What the server says is
        // what the scan heard last.
        if (uid is not null && await db.Messages.SingleOrDefaultAsync(m => m.ServerFolderId == target && m.Uid == uid && m.Id != message.Id, cancellationToken) is { } twin)
        {
            (message.ServerFlags, message.ModSeq) = (twin.ServerFlags, twin.ModSeq);
            await db.Operations.Where(o => o.MessageId == twin.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.MessageId, message.Id), cancellationToken);
            tally.Removed(twin);
            db.Messages.Remove(twin);
            await db.SaveChangesAsync(cancellationToken);
        }
        else if (uid is not null && await db.Folders.AnyAsync(f => f.Id == target && f.UidNext > uid && f.BackfillBelow <= uid, cancellationToken))
        {
            // That scan found it, and the next that it is gone; no other will say so.
            tally.Removed(message);
            db.Messages.Remove(message);
            return false;
        }

        (message.ServerFolderId, message.Uid, message.UidLost) = (target, uid, uid is null ? now : null);
        return true;
    }

    private static async Task<List<Operation>> TrackedAsync(WebmailDbContext db, IReadOnlyList<OperationId> operations, CancellationToken cancellationToken)
    {
        var found = new List<Operation>();
        foreach (var ids in operations.Chunk(Settling.ChunkSize))
            found.AddRange(await db.Operations.Where(o => ids.Contains(o.Id) && o.Done == null).ToListAsync(cancellationToken));
        return [.. found.OrderBy(o => o.Id.Value)];
    }

    private static async Task<Dictionary<MessageId, MailMessage>> MessagesAsync(WebmailDbContext db, IReadOnlyList<Operation> operations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<MessageId, MailMessage>();
        foreach (var ids in operations.Select(o => o.MessageId).Distinct().Chunk(Settling.ChunkSize))
        {
            foreach (var message in await db.Messages.Where(m => ids.Contains(m.Id)).ToListAsync(cancellationToken))
                found.Add(message.Id, message);
        }

        return found;
    }
}
