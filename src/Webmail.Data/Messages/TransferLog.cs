using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// The journal of transfers between accounts. Each step is committed before the next begins and can be done again: killed anywhere, a message is in one
/// of the two places or in both until the last step, never in none, and never twice afterwards.
/// </summary>
public sealed class TransferLog(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>The next one whose bytes the account has to bring into the blob store.</summary>
    public Task<PendingTransfer?> NextFetchAsync(AccountId account, CancellationToken cancellationToken) =>
        NextAsync(db => Sent(db, account, TransferStep.Fetch), cancellationToken);

    /// <summary>The next one that another account hands over to this one.</summary>
    public Task<PendingTransfer?> NextAppendAsync(AccountId account, CancellationToken cancellationToken) =>
        NextAsync(db => db.Operations.Where(o => o.TargetAccountId == account && o.Kind == OperationKind.Transfer && o.Done == null && o.Step == TransferStep.Append), cancellationToken);

    /// <summary>The next one that the other account has: the original can go.</summary>
    public Task<PendingTransfer?> NextRemovalAsync(AccountId account, CancellationToken cancellationToken) =>
        NextAsync(db => Sent(db, account, TransferStep.Remove), cancellationToken);

    /// <summary>Takes a step to be done now, for the account whose step it is.</summary>
    public Task<OperationClaim> ClaimAsync(AccountId account, long epoch, PendingTransfer transfer, CancellationToken cancellationToken) =>
        WriteAsync(transfer, async (db, operation, _) =>
        {
            if (!await db.Accounts.AnyAsync(a => a.Id == account && a.Epoch == epoch, cancellationToken))
                return OperationClaim.Lost;
            operation.ClaimedEpoch = epoch;
            operation.Attempts++;
            return OperationClaim.Claimed;
        }, OperationClaim.Changed, cancellationToken);

    /// <summary>The bytes are in the blob store.</summary>
    public Task<IReadOnlyList<MailChange>> FetchedAsync(PendingTransfer transfer, CancellationToken cancellationToken) =>
        AdvanceAsync(transfer, TransferStep.Append, cancellationToken);

    /// <summary>The blob store let go of the bytes meanwhile: they are fetched again.</summary>
    public Task<IReadOnlyList<MailChange>> MissedAsync(PendingTransfer transfer, CancellationToken cancellationToken) =>
        AdvanceAsync(transfer, TransferStep.Fetch, cancellationToken);

    /// <summary>Writes down where the target stood before the first APPEND. From here on an undo cannot forget it any more.</summary>
    /// <returns>False when the person took it back.</returns>
    public Task<bool> MarkAsync(PendingTransfer transfer, uint uidNext, CancellationToken cancellationToken) =>
        WriteAsync(transfer, (_, operation, _) =>
        {
            operation.TargetMark = uidNext;
            return Task.FromResult(true);
        }, false, cancellationToken);

    /// <summary>The target has it, verified.</summary>
    public Task<IReadOnlyList<MailChange>> AppendedAsync(PendingTransfer transfer, uint uid, CancellationToken cancellationToken) =>
        AdvanceAsync(transfer, TransferStep.Remove, cancellationToken, uid);

    /// <summary>The original is gone: the transfer is done. What undoes it belongs to the target's own row from now on.</summary>
    public Task<IReadOnlyList<MailChange>> RemovedAsync(PendingTransfer transfer, CancellationToken cancellationToken) =>
        WriteAsync<IReadOnlyList<MailChange>>(transfer, async (db, operation, tally) =>
        {
            var message = await db.Messages.SingleAsync(m => m.Id == operation.MessageId, cancellationToken);
            var arrived = await db.Messages.SingleOrDefaultAsync(m => m.ServerFolderId == operation.TargetId && m.Uid == operation.TargetUid, cancellationToken);
            operation.Done = time.GetUtcNow();
            if (arrived is not null)
                (operation.MessageId, operation.AccountId) = (arrived.Id, arrived.AccountId);
            await db.SaveChangesAsync(cancellationToken);
            tally.Removed(message);
            db.Messages.Remove(message);
            await db.SaveChangesAsync(cancellationToken);
            return await tally.FinishAsync(db, cancellationToken);
        }, [], cancellationToken);

    private Task<IReadOnlyList<MailChange>> AdvanceAsync(PendingTransfer transfer, TransferStep step, CancellationToken cancellationToken, uint? uid = null) =>
        WriteAsync<IReadOnlyList<MailChange>>(transfer, async (db, operation, tally) =>
        {
            (operation.Step, operation.Attempts) = (step, 0);
            operation.TargetUid = uid ?? operation.TargetUid;
            await db.SaveChangesAsync(cancellationToken);
            var message = await db.Messages.SingleAsync(m => m.Id == operation.MessageId, cancellationToken);
            await new Settling(db, tally).SettleAsync([message], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return await tally.FinishAsync(db, cancellationToken);
        }, [], cancellationToken);

    /// <param name="gone">What to answer when the person took it back, or the message went away meanwhile.</param>
    private Task<T> WriteAsync<T>(PendingTransfer transfer, Func<WebmailDbContext, Operation, ChangeTally, Task<T>> work, T gone, CancellationToken cancellationToken) =>
        gate.WriteAsync([transfer.Source, transfer.Target], async db =>
            await db.Operations.SingleOrDefaultAsync(o => o.Id == transfer.Id && o.Done == null, cancellationToken) is { } operation
                ? await work(db, operation, new ChangeTally())
                : gone, cancellationToken);

    // What was done to the message before comes before.
    private static IQueryable<Operation> Sent(WebmailDbContext db, AccountId account, TransferStep step) => db.Operations.Where(o =>
        o.AccountId == account && o.Kind == OperationKind.Transfer && o.Done == null && o.Step == step
        && !db.Operations.Any(other => other.MessageId == o.MessageId && other.Done == null && (long)(object)other.Id < (long)(object)o.Id));

    private async Task<PendingTransfer?> NextAsync(Func<WebmailDbContext, IQueryable<Operation>> due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var next = await (
            from o in due(db).AsNoTracking()
            join m in db.Messages on o.MessageId equals m.Id
            join source in db.Folders on m.ServerFolderId equals source.Id
            join target in db.Folders on o.TargetId equals (FolderId?)target.Id
            where o.Due <= now && m.Uid != null && target.Place != FolderPlace.Awaited
            orderby o.Id
            select new { Operation = o, Message = m, Source = source, Target = target }).FirstOrDefaultAsync(cancellationToken);
        return next is null
            ? null
            : new PendingTransfer(
                next.Operation.Id, next.Message.AccountId, next.Target.AccountId, next.Message.Id, next.Source.Id, next.Source.Path, next.Source.UidValidity, next.Message.Uid ?? 0,
                next.Target.Id, next.Target.Path, next.Message.MessageIdHeader, next.Message.Flags, next.Message.Received, next.Message.BodyBlob,
                next.Operation.TargetMark, next.Operation.Attempts);
    }
}
