using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Accounts and their secrets.</summary>
public sealed class AccountStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, AccountKeys keys, TimeProvider time)
{
    private const int Colors = 8;

    /// <summary>Creates an enabled account with a data key of its own and the sealed credential.</summary>
    public Task<AccountId> CreateAsync(NewAccount account, MailCredential credential, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => AddAsync(db, account, credential, cancellationToken), cancellationToken);

    /// <summary><see cref="CreateAsync"/> inside the caller's transaction.</summary>
    internal async Task<AccountId> AddAsync(WebmailDbContext db, NewAccount account, MailCredential credential, CancellationToken cancellationToken)
    {
        var servers = account.Servers;
        var others = await db.Accounts.CountAsync(a => a.UserId == account.User.Value, cancellationToken);
        var stored = new MailAccount
        {
            UserId = account.User.Value,
            Address = Text.Line(account.Address, Lengths.Address),
            SenderName = Text.LineOrNull(account.SenderName, Lengths.Name),
            SenderNameConfirmed = account.SenderNameConfirmed,
            Color = (others % Colors) + 1,
            Created = time.GetUtcNow(),
            ImapHost = servers.Imap.Host,
            ImapPort = servers.Imap.Port,
            ImapSecurity = servers.Imap.Security,
            ImapAllowPrivate = servers.Imap.AllowPrivate,
            ImapUserName = servers.ImapUserName,
            SmtpHost = servers.Smtp.Host,
            SmtpPort = servers.Smtp.Port,
            SmtpSecurity = servers.Smtp.Security,
            SmtpAllowPrivate = servers.Smtp.AllowPrivate,
            SmtpUserName = servers.SmtpUserName,
            SavesSentMail = servers.SavesSentMail,
            MaxConnections = servers.MaxConnections,
            ProviderId = servers.ProviderId,
            OAuthProvider = SealedCredential.ProviderOf(credential),
        };
        db.Accounts.Add(stored);
        await db.SaveChangesAsync(cancellationToken);

        // The key is bound to the id, so it can only be made now; the transaction hides the moment without it.
        stored.WrappedKey = keys.CreateWrapped(account.User, stored.Id);
        db.Credentials.Add(new StoredCredential
        {
            AccountId = stored.Id,
            Kind = credential.Kind,
            Sealed = SealedCredential.Seal(keys.Unwrap(account.User, stored.Id, stored.WrappedKey), account.User, stored.Id, credential),
        });
        return stored.Id;
    }

    /// <summary>Null when there is no such account.</summary>
    public Task<AccountSettings?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        FindAsync(accounts => accounts.Where(a => a.Id == account), cancellationToken);

    /// <summary>Null when there is no such account, or it is somebody else's.</summary>
    public Task<AccountSettings?> FindAsync(UserId user, AccountId account, CancellationToken cancellationToken) =>
        FindAsync(accounts => accounts.Where(a => a.Id == account && a.UserId == user.Value), cancellationToken);

    /// <summary>All accounts of a person.</summary>
    public async Task<IReadOnlyList<AccountId>> OfAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.Where(a => a.UserId == user.Value).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Accounts that work should be done for: switched on, of people who are not disabled.</summary>
    public async Task<IReadOnlyList<AccountId>> EnabledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Accounts
            .Where(a => a.Enabled && db.Users.Any(u => u.Id == a.UserId && !u.Disabled))
            .OrderBy(a => a.Id)
            .Select(a => a.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Null when the account has none.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was damaged or moved here from another account.</exception>
    public async Task<MailCredential?> CredentialAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Credentials
            .Where(c => c.AccountId == account)
            .Join(db.Accounts, c => c.AccountId, a => a.Id, (c, a) => new { a.UserId, c.Kind, c.Sealed })
            .SingleOrDefaultAsync(cancellationToken);
        if (stored is null || await keys.FindAsync(account, cancellationToken) is not { } key)
            return null;

        return SealedCredential.Open(key, new UserId(stored.UserId), account, stored.Kind, stored.Sealed);
    }

    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public Task ReplaceCredentialAsync(AccountId account, MailCredential credential, CancellationToken cancellationToken) =>
        ReplaceCredentialAsync(account, credential, _ => true, cancellationToken);

    /// <summary>Replaces tokens by what their refresh brought, unless the person has consented anew or given a password meanwhile.</summary>
    /// <returns>False when something newer is stored.</returns>
    public Task<bool> ReplaceTokensAsync(AccountId account, OAuthTokens old, OAuthTokens renewed, CancellationToken cancellationToken) =>
        ReplaceCredentialAsync(account, MailCredential.Of(renewed), stored => stored?.Tokens == old, cancellationToken);

    private async Task<bool> ReplaceCredentialAsync(AccountId account, MailCredential credential, Func<MailCredential?, bool> mayReplace, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(account, cancellationToken) ?? throw new InvalidOperationException($"There is no account {account}.");
        return await gate.WriteAsync(account, async db =>
        {
            var owner = await db.Accounts.SingleAsync(a => a.Id == account, cancellationToken);
            var user = new UserId(owner.UserId);
            var stored = await db.Credentials.FindAsync([account], cancellationToken);
            if (!mayReplace(stored is null ? null : SealedCredential.Open(key, user, account, stored.Kind, stored.Sealed)))
                return false;
            if (stored is null)
                db.Credentials.Add(stored = new StoredCredential { AccountId = account, Sealed = [] });
            stored.Kind = credential.Kind;
            stored.Sealed = SealedCredential.Seal(key, user, account, credential);
            owner.OAuthProvider = SealedCredential.ProviderOf(credential);
            return true;
        }, cancellationToken);
    }

    /// <summary>Sets the name recipients see, and remembers that the person chose it.</summary>
    public Task<IReadOnlyList<MailChange>> SetSenderNameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken) is not { } stored)
                return [];

            stored.SenderName = Text.Line(name.Trim(), Lengths.Name);
            stored.SenderNameConfirmed = true;
            // Until then the screens called the person by a guess from the address.
            var guess = SenderNames.Guess(stored.Address);
            await db.Users.Where(u => u.Id == user.Value && u.DisplayName == guess)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.DisplayName, stored.SenderName), cancellationToken);
            return [new MailChange.AccountChanged(user, account)];
        }, cancellationToken);

    /// <summary>Records what the account is doing; says nothing when that is known already.</summary>
    /// <param name="fault">Why it is not online; null when it is.</param>
    public Task<IReadOnlyList<MailChange>> SetStateAsync(AccountId account, AccountState state, MailFault? fault, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account, cancellationToken) is not { } stored)
                return [];

            var text = Text.LineOrNull(fault?.ServerText, Lengths.ServerText);
            if (stored.State == state && stored.FaultKind == fault?.Kind && stored.FaultText == text)
                return [];

            stored.State = state;
            stored.FaultKind = fault?.Kind;
            stored.FaultText = text;
            if (state is AccountState.Online or AccountState.Syncing)
                stored.OfflineSince = null;
            else if (state is AccountState.Offline or AccountState.NeedsSignIn)
                stored.OfflineSince ??= time.GetUtcNow();
            return [new MailChange.AccountChanged(new UserId(stored.UserId), account)];
        }, cancellationToken);

    /// <summary>False when the account is not the person's.</summary>
    public Task<bool> SetSentCopyAsync(UserId user, AccountId account, SentCopy copy, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, async db => await db.Accounts.Where(a => a.Id == account && a.UserId == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.SentCopy, copy), cancellationToken) == 1, cancellationToken);

    /// <param name="bytes">The largest message the submission server said it takes.</param>
    public async Task SetSmtpLimitAsync(AccountId account, long bytes, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // It is said with each message and hardly ever changes.
            if (await db.Accounts.AnyAsync(a => a.Id == account && a.SmtpMaxBytes == bytes, cancellationToken))
                return;
        }

        await gate.WriteAsync([], db => db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.SmtpMaxBytes, bytes), cancellationToken), cancellationToken);
    }

    /// <summary>Makes the caller the account's owner: claims that carry an older epoch fail from now on.</summary>
    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public Task<long> BeginEpochAsync(AccountId account, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, async db =>
        {
            var updated = await db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.Epoch, a => a.Epoch + 1), cancellationToken);
            return updated == 1
                ? await db.Accounts.Where(a => a.Id == account).Select(a => a.Epoch).SingleAsync(cancellationToken)
                : throw new InvalidOperationException($"There is no account {account}.");
        }, cancellationToken);

    private async Task<AccountSettings?> FindAsync(Func<IQueryable<MailAccount>, IQueryable<MailAccount>> filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await filter(db.Accounts.AsNoTracking()).SingleOrDefaultAsync(cancellationToken) is { } a
            ? new AccountSettings(a.Id, new UserId(a.UserId), a.Address, a.SenderName, a.ToServers(), a.Enabled, a.State) { SmtpMaxBytes = a.SmtpMaxBytes, HasSmtpSignIn = a.SmtpOwn, SentCopy = a.SentCopy }
            : null;
    }
}
