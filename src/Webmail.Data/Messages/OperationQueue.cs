using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a person's servers have still to hear or have refused, as a list to look at, retry and drop.</summary>
public sealed class OperationQueue(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private const int MaxEntries = 200;

    /// <summary>Refused first, then oldest first; at most 200.</summary>
    public async Task<IReadOnlyList<QueueEntry>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.Where(a => a.UserId == user.Value).Select(a => a.Id).ToListAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(f => f.UserId == user.Value).ToDictionaryAsync(f => f.Id, cancellationToken);
        var groups = await db.Operations
            .Where(o => accounts.Contains(o.AccountId) && (o.Done == null || o.Refused))
            .GroupBy(o => new { o.AccountId, o.Refused, o.Kind, o.FolderId, o.TargetId, o.Add, o.Remove })
            .Select(g => new { g.Key, Count = g.Count(), Since = g.Min(o => o.Created), Attempts = g.Max(o => o.Attempts), Error = g.Max(o => o.LastError) })
            .Take(MaxEntries)
            .ToListAsync(cancellationToken);
        var entries = new List<QueueEntry>(groups.Count);
        foreach (var group in groups)
        {
            var key = new QueueKey(group.Key.AccountId, group.Key.Refused, null, null, group.Key.Kind, group.Key.FolderId, group.Key.TargetId, group.Key.Add, group.Key.Remove);
            var subject = group.Count == 1
                ? await Operations(db, key).Join(db.Messages, o => o.MessageId, m => m.Id, (_, m) => m.Subject).FirstOrDefaultAsync(cancellationToken) ?? ""
                : "";
            entries.Add(new QueueEntry(key, group.Count, subject, NameOf(key.Folder), key.Target is { } target ? NameOf(target) : "", group.Since, group.Attempts, group.Error));
        }

        var changes = await db.FolderOperations.AsNoTracking().Where(o => accounts.Contains(o.AccountId) && (o.Done == null || o.Refused)).OrderBy(o => o.Id).Take(MaxEntries).ToListAsync(cancellationToken);
        entries.AddRange(changes.Select(o => new QueueEntry(
            new QueueKey(o.AccountId, o.Refused, o.Id, o.Kind, default, o.FolderId, null, default, default),
            1, NameOf(o.FolderId, o.Path), "", FolderNames.NameOf(o.NewPath, SeparatorOf(o.FolderId)), o.Created, o.Attempts, o.LastError)));
        return [.. entries.OrderByDescending(e => e.IsRefused).ThenBy(e => e.Since)];

        string SeparatorOf(FolderId id) => folders.TryGetValue(id, out var folder) ? folder.Separator : "";
        string NameOf(FolderId id, string path = "") => FolderNames.NameOf(path.Length == 0 && folders.TryGetValue(id, out var folder) ? folder.PathShown : path, SeparatorOf(id));
    }

    /// <summary>How many entries there are: waiting, refused.</summary>
    public async Task<(int Waiting, int Refused)> CountAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.Where(a => a.UserId == user.Value).Select(a => a.Id).ToListAsync(cancellationToken);
        return (
            await db.Operations.CountAsync(o => accounts.Contains(o.AccountId) && o.Done == null, cancellationToken)
                + await db.FolderOperations.CountAsync(o => accounts.Contains(o.AccountId) && o.Done == null, cancellationToken),
            await db.Operations.CountAsync(o => accounts.Contains(o.AccountId) && o.Refused, cancellationToken)
                + await db.FolderOperations.CountAsync(o => accounts.Contains(o.AccountId) && o.Refused, cancellationToken));
    }

    /// <summary>Tries again now: what was refused is shown as the person wanted it once more.</summary>
    public Task<IReadOnlyList<MailChange>> RetryAsync(UserId user, QueueKey key, CancellationToken cancellationToken) =>
        ChangeAsync(user, key.Account, db => Operations(db, key), (db, operations, messages) => TryAgainAsync(db, operations, messages, cancellationToken), cancellationToken);

    /// <summary>Gives up: the message, or the folder, is as the server has it.</summary>
    public Task<IReadOnlyList<MailChange>> DropAsync(UserId user, QueueKey key, CancellationToken cancellationToken) =>
        ChangeAsync(user, key.Account, db => Operations(db, key), Drop, cancellationToken);

    /// <summary>The same for what was refused of one message.</summary>
    public async Task<IReadOnlyList<MailChange>> RetryRefusedAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        await AccountOfAsync(user, message, cancellationToken) is { } account
            ? await ChangeAsync(user, account, db => Refused(db, message), (db, operations, messages) => TryAgainAsync(db, operations, messages, cancellationToken), cancellationToken)
            : [];

    /// <inheritdoc cref="RetryRefusedAsync"/>
    public async Task<IReadOnlyList<MailChange>> DropRefusedAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        await AccountOfAsync(user, message, cancellationToken) is { } account
            ? await ChangeAsync(user, account, db => Refused(db, message), Drop, cancellationToken)
            : [];

    /// <inheritdoc cref="RetryAsync"/>
    public Task<IReadOnlyList<MailChange>> RetryFolderAsync(UserId user, QueueKey key, CancellationToken cancellationToken) =>
        ChangeFolderAsync(user, key, async (db, operation, folder) =>
        {
            if (operation is not { Kind: FolderOperationKind.Create, Refused: true } || folder is not null)
            {
                (operation.Done, operation.Refused, operation.Attempts) = (null, false, 0);
                return null;
            }

            var others = await db.Folders.Where(f => f.AccountId == operation.AccountId).ToListAsync(cancellationToken);
            if (others.Exists(f => f.PathShown == operation.NewPath || f.Path == operation.NewPath))
                return null;
            return db.Folders.Add(new MailFolder
            {
                AccountId = operation.AccountId,
                UserId = user.Value,
                Path = operation.NewPath,
                Separator = FolderNames.SeparatorOf(others),
                SpecialUse = operation.Use,
                ListedUse = operation.Use,
                Selectable = true,
                Subscribed = true,
                Place = FolderPlace.Awaited,
            }).Entity;
        }, cancellationToken);

    /// <inheritdoc cref="DropAsync"/>
    public Task<IReadOnlyList<MailChange>> DropFolderAsync(UserId user, QueueKey key, CancellationToken cancellationToken) =>
        ChangeFolderAsync(user, key, async (db, operation, folder) =>
        {
            db.FolderOperations.Remove(operation);
            if (operation.Kind == FolderOperationKind.Create && !operation.Refused && folder is { Place: FolderPlace.Awaited })
                await FolderStore.RemoveAsync(db, folder, new ChangeTally(), null, cancellationToken);
            return null;
        }, cancellationToken);

    private async Task<IReadOnlyList<MailChange>> ChangeAsync(
        UserId user,
        AccountId account,
        Func<WebmailDbContext, IQueryable<Operation>> chosen,
        Func<WebmailDbContext, List<Operation>, Dictionary<MessageId, MailMessage>, Task> work,
        CancellationToken cancellationToken)
    {
        if (!await OwnsAsync(user, account, cancellationToken))
            return [];
        var changes = new List<MailChange>();
        var last = 0L;
        while (true)
        {
            var after = last;
            var (end, heard) = await gate.WriteAsync<(long?, IReadOnlyList<MailChange>)>(account, async db =>
            {
                var operations = await chosen(db).Where(o => (long)(object)o.Id > after).OrderBy(o => o.Id).Take(Settling.ChunkSize).ToListAsync(cancellationToken);
                if (operations.Count == 0)
                    return (null, []);
                var tally = new ChangeTally();
                var ids = operations.Select(o => o.MessageId).Distinct().ToArray();
                var messages = await db.Messages.Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
                await work(db, operations, messages);
                await db.SaveChangesAsync(cancellationToken);
                await new Settling(db, tally).SettleAsync([.. messages.Values], cancellationToken);
                foreach (var message in messages.Values)
                    tally.Changed(message);
                await db.SaveChangesAsync(cancellationToken);
                return (operations[^1].Id.Value, await tally.FinishAsync(db, cancellationToken));
            }, cancellationToken);
            changes.AddRange(heard);
            if (end is not { } reached)
                return changes;
            last = reached;
        }
    }

    private async Task<IReadOnlyList<MailChange>> ChangeFolderAsync(
        UserId user, QueueKey key, Func<WebmailDbContext, StoredFolderOperation, MailFolder?, Task<MailFolder?>> work, CancellationToken cancellationToken)
    {
        if (key.FolderOperation is not { } id || !await OwnsAsync(user, key.Account, cancellationToken))
            return [];
        return await gate.WriteAsync<IReadOnlyList<MailChange>>(key.Account, async db =>
        {
            if (await db.FolderOperations.SingleOrDefaultAsync(o => o.Id == id && o.AccountId == key.Account, cancellationToken) is not { } operation)
                return [];
            var folder = await db.Folders.SingleOrDefaultAsync(f => f.Id == operation.FolderId, cancellationToken);
            if (await work(db, operation, folder) is { } made)
            {
                await db.SaveChangesAsync(cancellationToken);
                (operation.FolderId, operation.Done, operation.Refused, operation.Attempts) = (made.Id, null, false, 0);
            }

            await db.SaveChangesAsync(cancellationToken);
            await FolderSettling.SettleAsync(db, key.Account, cancellationToken);
            return [new MailChange.FoldersChanged(user, key.Account)];
        }, cancellationToken);
    }

    private async Task<bool> OwnsAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.AnyAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken);
    }

    private async Task TryAgainAsync(WebmailDbContext db, List<Operation> operations, Dictionary<MessageId, MailMessage> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var targets = operations.Select(o => o.TargetId).OfType<FolderId>().Distinct().ToArray();
        var there = await db.Folders.Where(f => targets.Contains(f.Id)).Select(f => f.Id).ToListAsync(cancellationToken);
        foreach (var operation in operations.Where(o => o.TargetId is not { } target || there.Contains(target)))
        {
            if (operation.Refused)
                (operation.Done, operation.Refused, operation.Attempts, operation.ClaimedEpoch) = (null, false, 0, null);
            operation.Due = now;
            messages[operation.MessageId].Failure = null;
        }
    }

    private static Task Drop(WebmailDbContext db, List<Operation> operations, Dictionary<MessageId, MailMessage> messages)
    {
        foreach (var operation in operations)
        {
            db.Operations.Remove(operation);
            messages[operation.MessageId].Failure = null;
        }

        return Task.CompletedTask;
    }

    private async Task<AccountId?> AccountOfAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Messages.Where(m => m.Id == message && m.UserId == user.Value).Select(m => (AccountId?)m.AccountId).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<Operation> Refused(WebmailDbContext db, MessageId message) => db.Operations.Where(o => o.MessageId == message && o.Refused);

    private static IQueryable<Operation> Operations(WebmailDbContext db, QueueKey key) => db.Operations.Where(o =>
        o.AccountId == key.Account && (key.IsRefused ? o.Refused : o.Done == null) && o.Kind == key.Kind && o.FolderId == key.Folder
        && o.TargetId == key.Target && o.Add == key.Add && o.Remove == key.Remove);
}
