using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// The mailboxes of a person: adding another one, its colour, taking one away. A mailbox that was added is no way to sign in: whoever shares its
/// password would otherwise read all of the person's mail.
/// </summary>
public sealed class AccountRoster(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, AccountStore accounts)
{
    public const int Colors = 8;

    // Short transactions: everybody else goes on writing while a mailbox is taken away.
    private const int RemovedAtOnce = 500;

    /// <summary>The person's account for this mailbox (verified host and login name, never the address alone); null when they have none.</summary>
    public async Task<AccountId?> FindAsync(UserId user, AccountServers servers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, user, servers, cancellationToken);
    }

    /// <summary>Adds an account whose server has just accepted the secret. One that was added meanwhile is returned instead.</summary>
    public Task<AccountId> AddAsync(NewAccount account, MailCredential credential, CancellationToken cancellationToken) =>
        // No account has this number: it makes two additions by one person wait for each other.
        gate.WriteAsync(new AccountId(-account.User.Value), async db =>
            await FindAsync(db, account.User, account.Servers, cancellationToken) ?? await accounts.AddAsync(db, account, credential, cancellationToken), cancellationToken);

    /// <param name="color">1–8; anything else changes nothing.</param>
    public Task<IReadOnlyList<MailChange>> SetColorAsync(UserId user, AccountId account, int color, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
            color is >= 1 and <= Colors
            && await db.Accounts.Where(a => a.Id == account && a.UserId == user.Value && a.Color != color).ExecuteUpdateAsync(set => set.SetProperty(a => a.Color, color), cancellationToken) == 1
                ? [new MailChange.Rescan(user, account)]
                : [], cancellationToken);

    /// <summary>Switches an account off, so that nothing connects for it, or on again. The running actor is the caller's to stop or start.</summary>
    /// <returns>Empty when it is not the person's, or was so already.</returns>
    public Task<IReadOnlyList<MailChange>> SetPausedAsync(UserId user, AccountId account, bool paused, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
            await db.Accounts.Where(a => a.Id == account && a.UserId == user.Value && a.Enabled == paused).ExecuteUpdateAsync(set => set.SetProperty(a => a.Enabled, !paused), cancellationToken) == 1
                ? [new MailChange.AccountChanged(user, account)]
                : [], cancellationToken);

    /// <summary>Accounts that cannot be taken away: the person signs in with them and has no other way in.</summary>
    public async Task<IReadOnlyList<AccountId>> NeededAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AnyAsync(u => u.Id == user.Value && u.PasswordHash != null, cancellationToken))
            return [];
        var signIns = await db.SignIns.Where(s => s.UserId == user.Value).Select(s => s.AccountId).Distinct().ToListAsync(cancellationToken);
        return signIns.Count == 1 ? signIns : [];
    }

    /// <summary>Switches an account off before it is removed, so that no actor starts for it any more.</summary>
    /// <returns>False when it is not the person's, or needed to sign in.</returns>
    public async Task<bool> RetireAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        if ((await NeededAsync(user, cancellationToken)).Contains(account))
            return false;
        return await gate.WriteAsync(account, db => db.Accounts.Where(a => a.Id == account && a.UserId == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Enabled, false), cancellationToken), cancellationToken) == 1;
    }

    /// <summary>Switches all accounts of a person off before they are removed with the person.</summary>
    public Task<IReadOnlyList<AccountId>> RetireAllAsync(UserId user, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<AccountId>>([], async db =>
        {
            await db.Accounts.Where(a => a.UserId == user.Value).ExecuteUpdateAsync(set => set.SetProperty(a => a.Enabled, false), cancellationToken);
            return await db.Accounts.Where(a => a.UserId == user.Value).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>Removes a retired account with everything kept of it here; what is on its server stays there.</summary>
    public async Task<IReadOnlyList<MailChange>> RemoveAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            removed = await gate.WriteAsync(account, async db =>
            {
                var ids = await db.Messages.Where(m => m.AccountId == account && db.Accounts.Any(a => a.Id == account && a.UserId == user.Value && !a.Enabled)).Select(m => m.Id).Take(RemovedAtOnce).ToListAsync(cancellationToken);
                return ids.Count == 0 ? 0 : await db.Messages.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
            }, cancellationToken);
        }
        while (removed > 0);

        return await gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
            await db.Accounts.Where(a => a.Id == account && a.UserId == user.Value && !a.Enabled).ExecuteDeleteAsync(cancellationToken) == 1
                ? [new MailChange.Rescan(user, account)]
                : [], cancellationToken);
    }

    private static async Task<AccountId?> FindAsync(WebmailDbContext db, UserId user, AccountServers servers, CancellationToken cancellationToken)
    {
        var mailbox = SignInStore.Normalize(servers.Imap.Host, servers.ImapUserName);
        var own = await db.Accounts.AsNoTracking().Where(a => a.UserId == user.Value).Select(a => new { a.Id, a.ImapHost, a.ImapUserName, a.ImapPort }).ToListAsync(cancellationToken);
        return own.Find(a => SignInStore.Normalize(a.ImapHost, a.ImapUserName) == mailbox && a.ImapPort == servers.Imap.Port)?.Id;
    }
}
