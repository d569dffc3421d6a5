using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a person does to folders: the local half. Each call is one transaction that changes the tree and records what the server has to hear.</summary>
public sealed class FolderActions(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private static readonly SpecialUse[] Choices = [SpecialUse.Sent, SpecialUse.Drafts, SpecialUse.Trash, SpecialUse.Junk, SpecialUse.Archive];

    /// <param name="parent">Null for the top.</param>
    public Task<FolderResult> CreateAsync(UserId user, AccountId account, FolderId? parent, string name, CancellationToken cancellationToken) =>
        ActAsync(user, account, async (db, folders) =>
        {
            var above = folders.Find(f => f.Id == parent);
            if (parent is not null && above is null)
                return FolderResult.Failed(FolderProblem.NotAllowed);
            if (FolderNames.PathOf(folders, above, name) is not { } path)
                return FolderResult.Failed(FolderProblem.Name);
            if (IsTaken(folders, path))
                return FolderResult.Failed(FolderProblem.Exists);

            var undo = new UndoToken(Guid.NewGuid());
            var folder = await AddAsync(db, user, account, folders, path, SpecialUse.None, undo, time.GetUtcNow(), cancellationToken);
            return new FolderResult(folder.Id, FolderProblem.None, undo, []);
        }, cancellationToken);

    /// <summary>What is below it goes with it.</summary>
    public Task<FolderResult> RenameAsync(UserId user, FolderId folder, string name, CancellationToken cancellationToken) =>
        RenameAsync(user, folder, (folders, renamed) =>
        {
            var separator = renamed.Separator;
            var end = separator.Length == 0 ? -1 : renamed.PathShown.LastIndexOf(separator, StringComparison.Ordinal);
            // The name alone is checked: the place stays what it is.
            return FolderNames.PathOf(folders, null, name) is null ? null : (end < 0 ? "" : renamed.PathShown[..(end + separator.Length)]) + name.Trim();
        }, cancellationToken);

    /// <param name="parent">Null for the top.</param>
    public Task<FolderResult> MoveAsync(UserId user, FolderId folder, FolderId? parent, CancellationToken cancellationToken) =>
        RenameAsync(user, folder, (folders, moved) =>
        {
            var above = folders.Find(f => f.Id == parent);
            var isBelowItself = above is not null && FolderSettling.Renamed(above.PathShown, above.Separator, moved.PathShown, "") != above.PathShown;
            return isBelowItself || (parent is not null && above is null) ? null : FolderNames.PathOf(folders, above, FolderNames.NameOf(moved.PathShown, moved.Separator));
        }, cancellationToken);

    /// <summary>Deletes a folder and what is below it. Messages in it go to Trash on the server, except those of a folder inside Trash.</summary>
    public Task<FolderResult> DeleteAsync(UserId user, FolderId folder, CancellationToken cancellationToken) =>
        ActAsync(user, folder, (db, folders, deleted) =>
        {
            var all = folders.Where(f => FolderSettling.Renamed(f.PathShown, f.Separator, deleted.PathShown, "") != f.PathShown).OrderByDescending(f => f.PathShown.Length).ToList();
            if (all.Exists(f => f.SpecialUse != SpecialUse.None))
                return Task.FromResult(FolderResult.Failed(FolderProblem.NotAllowed));

            var undo = new UndoToken(Guid.NewGuid());
            // Servers do not agree on what a DELETE makes of the folders below: the deepest first.
            foreach (var leaf in all)
                db.FolderOperations.Add(New(leaf, FolderOperationKind.Delete, leaf.PathShown, undo, time.GetUtcNow()));
            return Task.FromResult(new FolderResult(folder, FolderProblem.None, undo, []));
        }, cancellationToken);

    public Task<FolderResult> SubscribeAsync(UserId user, FolderId folder, bool subscribed, CancellationToken cancellationToken) =>
        ActAsync(user, folder, (db, _, changed) =>
        {
            if ((changed.ShownSubscribed ?? changed.Subscribed) == subscribed)
                return Task.FromResult(new FolderResult(folder, FolderProblem.None, null, []));
            var undo = new UndoToken(Guid.NewGuid());
            db.FolderOperations.Add(New(changed, subscribed ? FolderOperationKind.Subscribe : FolderOperationKind.Unsubscribe, changed.PathShown, undo, time.GetUtcNow()));
            return Task.FromResult(new FolderResult(folder, FolderProblem.None, undo, []));
        }, cancellationToken);

    /// <summary>Uses a folder as Sent, Drafts, Trash, Junk or Archive from now on, whatever the server calls it; <see cref="SpecialUse.None"/> goes back to the server's word.</summary>
    public Task<FolderResult> UseAsync(UserId user, FolderId folder, SpecialUse use, CancellationToken cancellationToken) =>
        ActAsync(user, folder, async (db, folders, chosen) =>
        {
            if (!chosen.Selectable || chosen.ListedUse == SpecialUse.Inbox || (use != SpecialUse.None && !Choices.Contains(use)))
                return FolderResult.Failed(FolderProblem.NotAllowed);
            foreach (var other in folders.Where(f => f.ChosenUse == use))
                other.ChosenUse = null;
            chosen.ChosenUse = use == SpecialUse.None ? null : use;
            await FolderUses.ApplyAsync(db, folders, cancellationToken);
            return new FolderResult(folder, FolderProblem.None, null, []);
        }, cancellationToken);

    /// <summary>Takes a change of folders back: forgets what the server has not heard of when nothing was built on it, else records the inverse.</summary>
    /// <returns>Null when there is nothing to take back.</returns>
    public async Task<FolderResult?> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken)
    {
        AccountId account;
        await using (var read = await contexts.CreateDbContextAsync(cancellationToken))
            account = await read.FolderOperations.Where(o => o.Undo == undo.Value).Select(o => o.AccountId).FirstOrDefaultAsync(cancellationToken);
        if (account == default)
            return null;
        var result = await ActAsync(user, account, (db, folders) => UndoAsync(db, folders, account, undo, cancellationToken), cancellationToken);
        return result.Folder is null ? null : result;
    }

    /// <summary>A folder for a role that the account has none for; one that has the name already is taken for it.</summary>
    internal static async Task<MailFolder> EnsureAsync(
        WebmailDbContext db, UserId user, AccountId account, SpecialUse use, UndoToken undo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.Where(f => f.AccountId == account).ToListAsync(cancellationToken);
        var path = FolderNames.PathOf(folders, null, use.ToString()) ?? use.ToString();
        if (folders.Find(f => f.PathShown == path && f.Place != FolderPlace.Leaving) is not { } folder)
            return await AddAsync(db, user, account, folders, path, use, undo, now, cancellationToken);

        folder.ChosenUse = use;
        await FolderUses.ApplyAsync(db, folders, cancellationToken);
        return folder;
    }

    private static async Task<MailFolder> AddAsync(
        WebmailDbContext db, UserId user, AccountId account, List<MailFolder> folders, string path, SpecialUse use, UndoToken undo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var folder = new MailFolder
        {
            AccountId = account,
            UserId = user.Value,
            Path = path,
            Separator = FolderNames.SeparatorOf(folders),
            SpecialUse = use,
            ListedUse = use,
            ChosenUse = use == SpecialUse.None ? null : use,
            Place = FolderPlace.Awaited,
            Selectable = true,
            Subscribed = true,
        };
        db.Folders.Add(folder);
        await db.SaveChangesAsync(cancellationToken);
        db.FolderOperations.Add(New(folder, FolderOperationKind.Create, path, undo, now));
        await db.SaveChangesAsync(cancellationToken);
        return folder;
    }

    private Task<FolderResult> RenameAsync(UserId user, FolderId folder, Func<List<MailFolder>, MailFolder, string?> newPath, CancellationToken cancellationToken) =>
        ActAsync(user, folder, (db, folders, renamed) =>
        {
            if (renamed.SpecialUse != SpecialUse.None)
                return Task.FromResult(FolderResult.Failed(FolderProblem.NotAllowed));
            if (newPath(folders, renamed) is not { Length: <= Lengths.Path } path)
                return Task.FromResult(FolderResult.Failed(FolderProblem.Name));
            if (path == renamed.PathShown)
                return Task.FromResult(new FolderResult(folder, FolderProblem.None, null, []));
            if (IsTaken(folders.Where(f => f != renamed), path))
                return Task.FromResult(FolderResult.Failed(FolderProblem.Exists));

            var undo = new UndoToken(Guid.NewGuid());
            db.FolderOperations.Add(New(renamed, FolderOperationKind.Rename, path, undo, time.GetUtcNow()));
            return Task.FromResult(new FolderResult(folder, FolderProblem.None, undo, []));
        }, cancellationToken);

    private async Task<FolderResult> UndoAsync(WebmailDbContext db, List<MailFolder> folders, AccountId account, UndoToken undo, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - MessageActions.UndoWindow;
        var undone = await db.FolderOperations.Where(o => o.AccountId == account && o.Undo == undo.Value && !o.Refused && (o.Done == null || o.Done > since)).OrderByDescending(o => o.Id).ToListAsync(cancellationToken);
        var pending = await FolderSettling.PendingAsync(db, account, cancellationToken);
        var next = new UndoToken(Guid.NewGuid());
        FolderId? touched = null;
        foreach (var operation in undone)
        {
            operation.Undo = null;
            var folder = folders.Find(f => f.Id == operation.FolderId);
            var isLast = !pending.Exists(o => o.Id.Value > operation.Id.Value && o.Undo != undo.Value);
            if (operation is { Done: null, ClaimedEpoch: null } && isLast && !await HoldsAsync(db, operation, cancellationToken))
            {
                db.FolderOperations.Remove(operation);
                if (operation.Kind == FolderOperationKind.Create && folder is not null)
                    db.Folders.Remove(folder);
                touched = operation.FolderId;
            }
            else if (folder is not null && Inverse(operation, folder) is { } inverse)
            {
                (inverse.Undo, inverse.Created) = (next.Value, time.GetUtcNow());
                db.FolderOperations.Add(inverse);
                touched = operation.FolderId;
            }
        }

        return new FolderResult(touched, FolderProblem.None, next, []);
    }

    // Something was moved into the folder meanwhile: it must not go without it.
    private static async Task<bool> HoldsAsync(WebmailDbContext db, StoredFolderOperation operation, CancellationToken cancellationToken) =>
        operation.Kind == FolderOperationKind.Create
        && (await db.Messages.AnyAsync(m => m.FolderId == operation.FolderId || m.ServerFolderId == operation.FolderId, cancellationToken)
            || await db.Operations.AnyAsync(o => o.TargetId == operation.FolderId && o.Done == null, cancellationToken));

    private static StoredFolderOperation? Inverse(StoredFolderOperation operation, MailFolder folder) => operation.Kind switch
    {
        FolderOperationKind.Rename when folder.PathShown == operation.NewPath => New(folder, FolderOperationKind.Rename, operation.Path, null, operation.Created),
        FolderOperationKind.Subscribe => New(folder, FolderOperationKind.Unsubscribe, folder.PathShown, null, operation.Created),
        FolderOperationKind.Unsubscribe => New(folder, FolderOperationKind.Subscribe, folder.PathShown, null, operation.Created),
        FolderOperationKind.Create when folder.SpecialUse == SpecialUse.None => New(folder, FolderOperationKind.Delete, folder.PathShown, null, operation.Created),
        _ => null,
    };

    private Task<FolderResult> ActAsync(UserId user, FolderId folder, Func<WebmailDbContext, List<MailFolder>, MailFolder, Task<FolderResult>> work, CancellationToken cancellationToken) =>
        ActAsync(user, async db => await db.Folders.Where(f => f.Id == folder && f.Place != FolderPlace.Leaving).Select(f => f.AccountId).SingleOrDefaultAsync(cancellationToken), (db, folders) =>
            folders.Find(f => f.Id == folder) is { } found && found.ListedUse != SpecialUse.Inbox
                ? work(db, folders, found)
                : Task.FromResult(FolderResult.Failed(FolderProblem.NotAllowed)), cancellationToken);

    private Task<FolderResult> ActAsync(UserId user, AccountId account, Func<WebmailDbContext, List<MailFolder>, Task<FolderResult>> work, CancellationToken cancellationToken) =>
        ActAsync(user, _ => Task.FromResult(account), work, cancellationToken);

    private async Task<FolderResult> ActAsync(
        UserId user, Func<WebmailDbContext, Task<AccountId>> find, Func<WebmailDbContext, List<MailFolder>, Task<FolderResult>> work, CancellationToken cancellationToken)
    {
        AccountId account;
        await using (var read = await contexts.CreateDbContextAsync(cancellationToken))
        {
            account = await find(read);
            if (!await read.Accounts.AnyAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken))
                return FolderResult.Failed(FolderProblem.NotAllowed);
        }

        return await gate.WriteAsync(account, async db =>
        {
            var folders = await db.Folders.Where(f => f.AccountId == account).ToListAsync(cancellationToken);
            var result = await work(db, folders);
            if (result.Problem != FolderProblem.None)
                return result;
            await db.SaveChangesAsync(cancellationToken);
            await FolderSettling.SettleAsync(db, account, cancellationToken);
            return result with { Changes = [new MailChange.FoldersChanged(user, account)] };
        }, cancellationToken);
    }

    private static bool IsTaken(IEnumerable<MailFolder> folders, string path) => folders.Any(f => f.PathShown == path || f.Path == path);

    private static StoredFolderOperation New(MailFolder folder, FolderOperationKind kind, string newPath, UndoToken? undo, DateTimeOffset now) => new()
    {
        AccountId = folder.AccountId,
        FolderId = folder.Id,
        Kind = kind,
        Path = folder.PathShown,
        NewPath = newPath,
        Use = folder.SpecialUse,
        Created = now,
        Undo = undo?.Value,
    };
}
