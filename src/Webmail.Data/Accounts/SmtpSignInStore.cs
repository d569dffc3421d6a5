using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>User names and passwords that some accounts have for sending alone.</summary>
public sealed class SmtpSignInStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, AccountKeys keys)
{
    /// <summary>The account's own secret for sending; null when it sends by the one it reads by.</summary>
    public async Task<MailCredential?> FindAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Accounts.Where(a => a.Id == account && a.SmtpOwn)
            .Join(db.Credentials, a => a.Id, c => c.AccountId, (a, c) => new { a.UserId, c.SmtpSealed })
            .SingleOrDefaultAsync(cancellationToken);
        if (stored?.SmtpSealed is not { } content || await keys.FindAsync(account, cancellationToken) is not { } key)
            return null;
        return new MailCredential(CredentialKind.Password, Encoding.UTF8.GetString(SealedBytes.Open(key, Context(new UserId(stored.UserId), account), content)));
    }

    /// <returns>What to publish; empty when the account is not the person's.</returns>
    public async Task<IReadOnlyList<MailChange>> SetAsync(UserId user, AccountId account, string userName, string password, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(account, cancellationToken) is not { } key)
            return [];
        return await gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken) is not { } stored
                || await db.Credentials.FindAsync([account], cancellationToken) is not { } credential)
                return [];
            stored.SmtpOwn = true;
            stored.SmtpUserName = Text.Line(userName, Lengths.Address);
            credential.SmtpSealed = SealedBytes.Seal(key, Context(user, account), Encoding.UTF8.GetBytes(password));
            return [new MailChange.AccountChanged(user, account)];
        }, cancellationToken);
    }

    /// <summary>From now on it sends by what it reads by.</summary>
    /// <param name="userName">The name that the server takes then.</param>
    public Task<IReadOnlyList<MailChange>> ClearAsync(UserId user, AccountId account, string userName, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account && a.UserId == user.Value && a.SmtpOwn, cancellationToken) is not { } stored)
                return [];
            stored.SmtpOwn = false;
            stored.SmtpUserName = Text.Line(userName, Lengths.Address);
            if (await db.Credentials.FindAsync([account], cancellationToken) is { } credential)
                credential.SmtpSealed = null;
            return [new MailChange.AccountChanged(user, account)];
        }, cancellationToken);

    private static SealedContext Context(UserId user, AccountId account) => new(user, account, SealedPurpose.SmtpCredential, Guid.Empty);
}
