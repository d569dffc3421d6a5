using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Who signs in by which mailbox, and what is stored when a server said yes.</summary>
public sealed class SignInDirectory(SignInStore identities, PersonStore people, AccountStore accounts, IAccountHost host)
{
    public Task<SignInIdentity?> FindAsync(AccountServers servers, CancellationToken cancellationToken) =>
        identities.FindAsync(servers.Imap.Host, servers.ImapUserName, cancellationToken);

    /// <summary>The person, the account, its secret and the verifier, all or nothing.</summary>
    public async Task<SignInIdentity> CreateAsync(NewMailboxPerson person, string password, CancellationToken cancellationToken)
    {
        var created = await people.CreateAsync(person, new MailCredential(CredentialKind.Password, password), cancellationToken);
        host.EnsureRunning(created.Account);
        return created;
    }

    /// <summary>The server accepted this password just now: it replaces what is stored, and an account that waited for it goes on.</summary>
    public async Task AcceptedAsync(SignInIdentity identity, AccountServers servers, string password, CancellationToken cancellationToken)
    {
        var stored = await accounts.CredentialAsync(identity.Account, cancellationToken);
        var credential = new MailCredential(CredentialKind.Password, password);
        if (stored is null || stored.Secret != credential.Secret || stored.Kind != credential.Kind)
        {
            await accounts.ReplaceCredentialAsync(identity.Account, credential, cancellationToken);
            await identities.UpdateVerifierAsync(servers.Imap.Host, servers.ImapUserName, password, cancellationToken);
            host.Signal(identity.Account, new AccountSignal.Credential());
        }

        host.EnsureRunning(identity.Account);
    }

    public Task<bool> VerifyOfflineAsync(AccountServers servers, string password, CancellationToken cancellationToken) =>
        identities.VerifyOfflineAsync(servers.Imap.Host, servers.ImapUserName, password, cancellationToken);
}
