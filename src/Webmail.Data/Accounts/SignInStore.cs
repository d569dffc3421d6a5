using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Who signs in with which mailbox. An identity is the pair (verified IMAP host, login name): never an address alone, or a
/// hostile server could claim somebody's. Host and domain part are compared without case; the local part is compared as it is, because only
/// its server knows whether case matters there.
/// </summary>
public sealed class SignInStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    public async Task<SignInIdentity?> FindAsync(string imapHost, string loginName, CancellationToken cancellationToken)
    {
        var (host, login) = Normalize(imapHost, loginName);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignIns
            .Where(s => s.ImapHost == host && s.LoginName == login)
            .Join(db.Users, s => s.UserId, u => u.Id, (s, u) => new SignInIdentity(new UserId(s.UserId), s.AccountId, u.Disabled))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Remembers an identity that its server has just accepted, with a salted verifier of the password.</summary>
    /// <exception cref="DbUpdateException">The identity belongs to somebody already.</exception>
    public Task AddAsync(string imapHost, string loginName, UserId user, AccountId account, string password, CancellationToken cancellationToken)
    {
        var (host, login) = Normalize(imapHost, loginName);
        var verifier = PasswordVerifier.Create(password);
        return gate.WriteAsync([], db =>
        {
            db.SignIns.Add(new SignIn { ImapHost = host, LoginName = login, UserId = user.Value, AccountId = account, Verifier = verifier });
            return Task.FromResult(account);
        }, cancellationToken);
    }

    /// <summary>Replaces the verifier after the server accepted a password. An unknown identity is left alone.</summary>
    public Task UpdateVerifierAsync(string imapHost, string loginName, string password, CancellationToken cancellationToken)
    {
        var (host, login) = Normalize(imapHost, loginName);
        var verifier = PasswordVerifier.Create(password);
        return gate.WriteAsync([], db => db.SignIns
            .Where(s => s.ImapHost == host && s.LoginName == login)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Verifier, verifier), cancellationToken), cancellationToken);
    }

    /// <summary>Whether this is the password the server accepted last. Only for when the server cannot be reached, never after it said no.</summary>
    public async Task<bool> VerifyOfflineAsync(string imapHost, string loginName, string password, CancellationToken cancellationToken)
    {
        var (host, login) = Normalize(imapHost, loginName);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var verifier = await db.SignIns.Where(s => s.ImapHost == host && s.LoginName == login).Select(s => s.Verifier).SingleOrDefaultAsync(cancellationToken);
        return PasswordVerifier.Matches(verifier, password);
    }

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Host names are written in lower case.")]
    internal static (string Host, string Login) Normalize(string imapHost, string loginName)
    {
        var login = loginName.Trim();
        var at = login.LastIndexOf('@');
        return (imapHost.Trim().TrimEnd('.').ToLowerInvariant(), at < 0 ? login : login[..at] + login[at..].ToLowerInvariant());
    }
}
