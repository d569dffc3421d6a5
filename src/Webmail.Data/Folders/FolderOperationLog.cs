using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Changes of folders on their way to the server: what to play next, and what the server made of it.</summary>
public sealed class FolderOperationLog(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>The oldest that can be played now; null when there is none. A deletion waits until nothing is on its way into the folder or out of it.</summary>
    public async Task<FolderOperation?> NextAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var next = await db.FolderOperations.AsNoTracking().Where(o => o.AccountId == account && o.Done == null).OrderBy(o => o.Id).FirstOrDefaultAsync(cancellationToken);
        if (next is null || (next.Kind == FolderOperationKind.Delete && await IsBusyAsync(db, next.FolderId, cancellationToken)))
            return null;
        var folder = await db.Folders.Where(f => f.Id == next.FolderId).Select(f => new { f.Path, f.Separator }).SingleOrDefaultAsync(cancellationToken);
        return new FolderOperation(next.Id, account, next.FolderId, next.Kind, folder?.Path ?? next.Path, next.NewPath, folder?.Separator ?? "", next.Use, next.Attempts);
    }

    /// <summary>Takes one to be played now. From here on an undo records the inverse instead of forgetting it.</summary>
    public Task<OperationClaim> ClaimAsync(AccountId account, long epoch, FolderOperationId id, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, async db =>
        {
            if (!await db.Accounts.AnyAsync(a => a.Id == account && a.Epoch == epoch, cancellationToken))
                return OperationClaim.Lost;
            if (await db.FolderOperations.SingleOrDefaultAsync(o => o.Id == id && o.AccountId == account && o.Done == null, cancellationToken) is not { } operation)
                return OperationClaim.Changed;
            operation.ClaimedEpoch = epoch;
            operation.Attempts++;
            return OperationClaim.Claimed;
        }, cancellationToken);

    /// <summary>The server did it: its folders are now as the person saw them.</summary>
    public Task<IReadOnlyList<MailChange>> CompleteAsync(FolderOperation played, CancellationToken cancellationToken) =>
        EndAsync(played, async (db, operation, tally) =>
        {
            operation.LastError = null;
            switch (operation.Kind)
            {
                case FolderOperationKind.Rename:
                    await RenameAsync(db, played, tally, cancellationToken);
                    break;
                case FolderOperationKind.Delete:
                    if (await db.Folders.SingleOrDefaultAsync(f => f.Id == operation.FolderId, cancellationToken) is { } deleted)
                        await FolderStore.RemoveAsync(db, deleted, tally, null, cancellationToken);
                    break;
                case FolderOperationKind.Subscribe or FolderOperationKind.Unsubscribe:
                    if (await db.Folders.SingleOrDefaultAsync(f => f.Id == operation.FolderId, cancellationToken) is { } subscribed)
                        subscribed.Subscribed = operation.Kind == FolderOperationKind.Subscribe;
                    break;
            }

            var expired = time.GetUtcNow() - MessageActions.UndoWindow;
            await db.FolderOperations.Where(o => o.AccountId == played.Account && o.Done < expired && !o.Refused).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>The server said no for good: the tree is as the server has it, and the person hears its words.</summary>
    public Task<IReadOnlyList<MailChange>> RefuseAsync(FolderOperation played, MailFault fault, CancellationToken cancellationToken) =>
        EndAsync(played, async (db, operation, tally) =>
        {
            operation.Refused = true;
            operation.LastError = Text.Line(fault.ServerText, Lengths.ServerText);
            var folder = await db.Folders.SingleOrDefaultAsync(f => f.Id == operation.FolderId, cancellationToken);
            var user = await db.Accounts.Where(a => a.Id == played.Account).Select(a => a.UserId).SingleAsync(cancellationToken);
            tally.Say(new MailChange.FolderRefused(
                new UserId(user), played.Account, operation.Kind, FolderNames.NameOf(operation.Path, folder?.Separator ?? ""), operation.LastError));
            if (operation.Kind == FolderOperationKind.Create && folder is not null)
                await FolderStore.RemoveAsync(db, folder, tally, operation.LastError, cancellationToken);
        }, cancellationToken);

    private Task<IReadOnlyList<MailChange>> EndAsync(FolderOperation played, Func<WebmailDbContext, StoredFolderOperation, ChangeTally, Task> work, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(played.Account, async db =>
        {
            if (await db.FolderOperations.SingleOrDefaultAsync(o => o.Id == played.Id && o.Done == null, cancellationToken) is not { } operation)
                return [];
            var tally = new ChangeTally();
            operation.Done = time.GetUtcNow();
            // First of all: what else is pending for a folder that goes is deleted with it.
            await db.SaveChangesAsync(cancellationToken);
            await work(db, operation, tally);
            await db.SaveChangesAsync(cancellationToken);
            await FolderSettling.SettleAsync(db, played.Account, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            if (await db.Accounts.Where(a => a.Id == played.Account).Select(a => (long?)a.UserId).SingleOrDefaultAsync(cancellationToken) is { } user)
                tally.FoldersChanged(new UserId(user), played.Account);
            return await tally.FinishAsync(db, cancellationToken);
        }, cancellationToken);

    private static async Task RenameAsync(WebmailDbContext db, FolderOperation played, ChangeTally tally, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.Where(f => f.AccountId == played.Account).ToListAsync(cancellationToken);
        foreach (var folder in folders)
        {
            var path = FolderSettling.Renamed(folder.Path, folder.Separator, played.Path, played.NewPath);
            if (path == folder.Path)
                continue;
            // A list between the server's answer and now took it for a new folder: the person's, which links know, stays.
            if (folders.Find(f => f != folder && f.Path == path) is { } twin)
            {
                await FolderStore.RemoveAsync(db, twin, tally, null, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            }

            folder.Path = path;
        }
    }

    private static async Task<bool> IsBusyAsync(WebmailDbContext db, FolderId folder, CancellationToken cancellationToken) =>
        await db.Operations.AnyAsync(o => o.Done == null && (o.TargetId == folder || db.Messages.Any(m => m.Id == o.MessageId && m.ServerFolderId == folder)), cancellationToken);
}
