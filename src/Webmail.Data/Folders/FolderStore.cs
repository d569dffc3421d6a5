using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The folders of an account as its server lists them.</summary>
public sealed class FolderStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    /// <summary>Makes our folders those of the list. Messages of a folder that is gone go with it, except those on their way out of it or into it.</summary>
    /// <param name="folders">Complete; an empty list is taken for a mistake, since there is always an INBOX.</param>
    public Task<IReadOnlyList<MailChange>> ApplyFoldersAsync(AccountId account, IReadOnlyList<ServerFolder> folders, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            var user = await db.Accounts.Where(a => a.Id == account).Select(a => (long?)a.UserId).SingleOrDefaultAsync(cancellationToken);
            if (user is null || folders.Count == 0)
                return [];

            var tally = new ChangeTally();
            var listed = folders.Where(f => f.Path.Length is > 0 and <= Lengths.Path).DistinctBy(f => f.Path).ToDictionary(f => f.Path);
            var all = await db.Folders.Where(f => f.AccountId == account).ToListAsync(cancellationToken);
            await RecogniseRenamedAsync(db, account, all, listed, cancellationToken);
            var known = all.ToDictionary(f => f.Path);
            foreach (var folder in listed.Values)
            {
                if (known.TryGetValue(folder.Path, out var stored))
                    Update(stored, folder);
                else
                    all.Add(Add(db, account, user.Value, folder));
            }

            var gone = known.Values.Where(f => !listed.ContainsKey(f.Path) && f.Place != FolderPlace.Awaited).ToList();
            foreach (var folder in gone)
                await RemoveAsync(db, folder, tally, null, cancellationToken);
            all.RemoveAll(gone.Contains);
            await FolderUses.ApplyAsync(db, all, cancellationToken);
            var changed = all.Exists(f => db.Entry(f).State == EntityState.Modified);
            await db.SaveChangesAsync(cancellationToken);
            changed |= await FolderSettling.SettleAsync(db, account, cancellationToken);

            if (changed || gone.Count > 0 || listed.Keys.Any(path => !known.ContainsKey(path)))
                tally.FoldersChanged(new UserId(user.Value), account);
            return await tally.FinishAsync(db, cancellationToken);
        }, cancellationToken);

    /// <summary>Folders that can hold messages, in the order to synchronise them: what the person looks at first comes first.</summary>
    public async Task<IReadOnlyList<SyncFolder>> SyncFoldersAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(f => f.AccountId == account && f.Selectable && f.Place != FolderPlace.Awaited).ToListAsync(cancellationToken);
        return [.. folders.OrderBy(f => SyncOrder(f.SpecialUse)).ThenBy(f => f.Path, StringComparer.Ordinal).Select(ToSyncFolder)];
    }

    /// <summary>The folder with that role; null when the account has none that can hold messages.</summary>
    public async Task<SyncFolder?> FindAsync(AccountId account, SpecialUse use, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folder = await db.Folders.AsNoTracking().Where(f => f.AccountId == account && f.SpecialUse == use && f.Selectable).OrderBy(f => f.Id).FirstOrDefaultAsync(cancellationToken);
        return folder is null ? null : ToSyncFolder(folder);
    }

    /// <summary>Null when the account has no such folder (any more).</summary>
    public async Task<SyncFolder?> FindAsync(AccountId account, FolderId folder, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Folders.AsNoTracking().SingleOrDefaultAsync(f => f.AccountId == account && f.Id == folder, cancellationToken);
        return stored is null ? null : ToSyncFolder(stored);
    }

    private static SyncFolder ToSyncFolder(MailFolder folder) => new(folder.Id, folder.Path, folder.SpecialUse, folder.Anchor, folder.ServerTotal);

    private static int SyncOrder(SpecialUse use) => use switch
    {
        SpecialUse.Inbox => 0,
        SpecialUse.Sent => 1,
        SpecialUse.Drafts => 2,
        SpecialUse.Trash => 3,
        SpecialUse.Junk => 5,
        _ => 4,
    };

    // A rename of ours whose answer never reached us: the folder is not gone, and what the index holds of it stays.
    private static async Task RecogniseRenamedAsync(
        WebmailDbContext db, AccountId account, List<MailFolder> folders, Dictionary<string, ServerFolder> listed, CancellationToken cancellationToken)
    {
        foreach (var operation in (await FolderSettling.PendingAsync(db, account, cancellationToken)).Where(o => o.Kind == FolderOperationKind.Rename))
        {
            if (folders.Find(f => f.Id == operation.FolderId) is not { } renamed || listed.ContainsKey(renamed.Path) || !listed.ContainsKey(operation.NewPath)
                || folders.Exists(f => f.Path == operation.NewPath))
                continue;
            var from = renamed.Path;
            foreach (var folder in folders)
                folder.Path = FolderSettling.Renamed(folder.Path, folder.Separator, from, operation.NewPath);
        }
    }

    private static MailFolder Add(WebmailDbContext db, AccountId account, long user, ServerFolder folder) => db.Folders.Add(new MailFolder
    {
        AccountId = account,
        UserId = user,
        Path = folder.Path,
        Separator = SeparatorOf(folder),
        SpecialUse = folder.SpecialUse,
        ListedUse = folder.SpecialUse,
        Selectable = folder.Selectable,
        Subscribed = folder.Subscribed,
    }).Entity;

    private static void Update(MailFolder stored, ServerFolder folder)
    {
        stored.Separator = SeparatorOf(folder);
        stored.ListedUse = folder.SpecialUse;
        stored.Selectable = folder.Selectable;
        stored.Subscribed = folder.Subscribed;
    }

    /// <param name="failure">The server's words why messages cannot go there; null when nobody asked it.</param>
    internal static async Task RemoveAsync(WebmailDbContext db, MailFolder folder, ChangeTally tally, string? failure, CancellationToken cancellationToken)
    {
        // Moves into it cannot happen any more: they are dropped, and what waited for them is seen again where the server has it.
        var strayed = await db.Messages.Where(m => m.ServerFolderId != folder.Id && (m.FolderId == folder.Id || db.Operations.Any(o => o.MessageId == m.Id && o.Done == null && o.TargetId == folder.Id))).ToListAsync(cancellationToken);
        if (strayed.Count > 0)
        {
            var settling = new Settling(db, tally);
            await db.Operations.Where(o => o.TargetId == folder.Id && o.Done == null).ExecuteDeleteAsync(cancellationToken);
            foreach (var message in strayed.Where(_ => failure is not null))
                message.Failure = failure;
            await settling.SettleAsync(strayed, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        // Messages moved out of it, but not yet on the server: gone with it, wherever they are shown.
        var elsewhere = await db.Messages.Where(m => m.ServerFolderId == folder.Id && m.FolderId != folder.Id).ToListAsync(cancellationToken);
        foreach (var message in elsewhere)
            tally.Removed(message);
        db.Messages.RemoveRange(elsewhere);
        await db.SaveChangesAsync(cancellationToken);

        var across = await db.Messages
            .Where(m => m.ServerFolderId == folder.Id && (m.Heads & (ConversationHeads.AcrossUnread | ConversationHeads.AcrossStarred)) != 0)
            .Select(m => m.Conversation).Distinct().ToListAsync(cancellationToken);
        tally.Shared(folder.AccountId, across);
        await db.Messages.Where(m => m.ServerFolderId == folder.Id).ExecuteDeleteAsync(cancellationToken);
        await db.FolderOperations.Where(o => o.FolderId == folder.Id && o.Done == null).ExecuteDeleteAsync(cancellationToken);
        db.Folders.Remove(folder);
    }

    private static string SeparatorOf(ServerFolder folder) => folder.Separator == '\0' ? "" : folder.Separator.ToString();
}
