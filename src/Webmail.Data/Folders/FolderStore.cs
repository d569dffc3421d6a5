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
            var known = await db.Folders.Where(f => f.AccountId == account).ToDictionaryAsync(f => f.Path, cancellationToken);
            var listed = folders.Where(f => f.Path.Length is > 0 and <= Lengths.Path).DistinctBy(f => f.Path).ToDictionary(f => f.Path);
            var changed = false;
            foreach (var folder in listed.Values)
            {
                if (known.TryGetValue(folder.Path, out var stored))
                    changed |= await UpdateAsync(db, stored, folder, cancellationToken);
                else
                    Add(db, account, user.Value, folder);
            }

            var gone = known.Values.Where(f => !listed.ContainsKey(f.Path)).ToList();
            foreach (var folder in gone)
                await RemoveAsync(db, folder, tally, cancellationToken);

            if (changed || gone.Count > 0 || listed.Keys.Any(path => !known.ContainsKey(path)))
                tally.FoldersChanged(new UserId(user.Value), account);
            return await tally.FinishAsync(db, cancellationToken);
        }, cancellationToken);

    /// <summary>Folders that can hold messages, in the order to synchronise them: what the person looks at first comes first.</summary>
    public async Task<IReadOnlyList<SyncFolder>> SyncFoldersAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(f => f.AccountId == account && f.Selectable).ToListAsync(cancellationToken);
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

    private static void Add(WebmailDbContext db, AccountId account, long user, ServerFolder folder) => db.Folders.Add(new MailFolder
    {
        AccountId = account,
        UserId = user,
        Path = folder.Path,
        Separator = SeparatorOf(folder),
        SpecialUse = folder.SpecialUse,
        Selectable = folder.Selectable,
        Subscribed = folder.Subscribed,
    });

    private static async Task<bool> UpdateAsync(WebmailDbContext db, MailFolder stored, ServerFolder folder, CancellationToken cancellationToken)
    {
        if (stored.SpecialUse != folder.SpecialUse)
        {
            // Messages carry a copy of their folder's role for the views across accounts.
            await db.Messages.Where(m => m.FolderId == stored.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, folder.SpecialUse), cancellationToken);
        }

        stored.Separator = SeparatorOf(folder);
        stored.SpecialUse = folder.SpecialUse;
        stored.Selectable = folder.Selectable;
        stored.Subscribed = folder.Subscribed;
        return db.Entry(stored).State == EntityState.Modified;
    }

    private static async Task RemoveAsync(WebmailDbContext db, MailFolder folder, ChangeTally tally, CancellationToken cancellationToken)
    {
        // Moves into it cannot happen any more: they are dropped, and what waited for them is seen again where the server has it.
        var strayed = await db.Messages.Where(m => m.ServerFolderId != folder.Id && (m.FolderId == folder.Id || db.Operations.Any(o => o.MessageId == m.Id && o.Done == null && o.TargetId == folder.Id))).ToListAsync(cancellationToken);
        if (strayed.Count > 0)
        {
            var settling = new Settling(db, tally);
            await db.Operations.Where(o => o.TargetId == folder.Id && o.Done == null).ExecuteDeleteAsync(cancellationToken);
            await settling.SettleAsync(strayed, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        // Messages moved out of it, but not yet on the server: gone with it, wherever they are shown.
        var elsewhere = await db.Messages.Where(m => m.ServerFolderId == folder.Id && m.FolderId != folder.Id).ToListAsync(cancellationToken);
        foreach (var message in elsewhere)
            tally.Removed(message);
        db.Messages.RemoveRange(elsewhere);
        await db.SaveChangesAsync(cancellationToken);

        await db.Messages.Where(m => m.ServerFolderId == folder.Id).ExecuteDeleteAsync(cancellationToken);
        db.Folders.Remove(folder);
    }

    private static string SeparatorOf(ServerFolder folder) => folder.Separator == '\0' ? "" : folder.Separator.ToString();
}
