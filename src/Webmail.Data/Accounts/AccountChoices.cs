using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a person decides about their mailboxes: names, order, and of which new mail they are told.</summary>
public sealed class AccountChoices(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    /// <param name="name">Empty for its address.</param>
    public Task<IReadOnlyList<MailChange>> RenameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken)
    {
        var kept = Text.Line(name.Trim(), Lengths.Name) is { Length: > 0 } given ? given : null;
        return gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
            await db.Accounts.Where(a => a.Id == account && a.UserId == user.Value).ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, kept), cancellationToken) == 1
                ? [new MailChange.AccountChanged(user, account)]
                : [], cancellationToken);
    }

    /// <summary>Moves an account by one place among the person's.</summary>
    public Task<IReadOnlyList<MailChange>> MoveAsync(UserId user, AccountId account, bool up, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            var all = await db.Accounts.Where(a => a.UserId == user.Value).OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellationToken);
            var from = all.FindIndex(a => a.Id == account);
            var to = from + (up ? -1 : 1);
            if (from < 0 || to < 0 || to >= all.Count)
                return [];
            (all[from], all[to]) = (all[to], all[from]);
            for (var place = 0; place < all.Count; place++)
                all[place].Position = place;
            return [new MailChange.AccountChanged(user, account)];
        }, cancellationToken);

    /// <summary>Of which new mail the person is told; everything else of theirs is quiet.</summary>
    public Task SetNotifiedAsync(UserId user, IReadOnlyCollection<AccountId> accounts, IReadOnlyCollection<FolderId> folders, CancellationToken cancellationToken) =>
        gate.WriteAsync<int>([], async db =>
        {
            foreach (var account in await db.Accounts.Where(a => a.UserId == user.Value).ToListAsync(cancellationToken))
                account.Muted = !accounts.Contains(account.Id);
            foreach (var folder in await db.Folders.Where(f => f.UserId == user.Value).ToListAsync(cancellationToken))
                folder.Notifies = folders.Contains(folder.Id) == (folder.SpecialUse == SpecialUse.Inbox) ? null : folders.Contains(folder.Id);
            return 0;
        }, cancellationToken);

    /// <summary>All of the account was found current now.</summary>
    public Task SyncedAsync(AccountId account, DateTimeOffset now, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, db => db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.Synced, now), cancellationToken), cancellationToken);

    /// <param name="quota">Null: the server does not say.</param>
    public async Task SetQuotaAsync(AccountId account, MailboxQuota? quota, CancellationToken cancellationToken)
    {
        var (used, limit) = (quota?.UsedBytes, quota?.LimitBytes);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // Asked often, and hardly ever different.
            if (await db.Accounts.AnyAsync(a => a.Id == account && a.QuotaUsedBytes == used && a.QuotaLimitBytes == limit, cancellationToken))
                return;
        }

        await gate.WriteAsync(account, db => db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.QuotaUsedBytes, used).SetProperty(a => a.QuotaLimitBytes, limit), cancellationToken), cancellationToken);
    }
}
