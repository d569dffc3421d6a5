using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Who signs in by which mailbox, and what is stored when a server said yes.</summary>
public sealed class SignInDirectory(SignInStore identities, PersonStore people, AccountStore accounts, AccountKeeper keeper, IAccountHost host)
{
    public Task<SignInIdentity?> FindAsync(AccountServers servers, CancellationToken cancellationToken) =>
        identities.FindAsync(servers.Imap.Host, servers.ImapUserName, cancellationToken);

    /// <summary>The person, the account, its secret and, of a password, the verifier, all or nothing.</summary>
    public async Task<SignInIdentity> CreateAsync(NewMailboxPerson person, MailCredential credential, CancellationToken cancellationToken)
    {
        var created = await people.CreateAsync(person, credential, cancellationToken);
        host.EnsureRunning(created.Account);
        return created;
    }

    /// <summary>The server accepted this secret just now: it replaces what is stored, and an account that waited for it goes on.</summary>
    public async Task AcceptedAsync(SignInIdentity identity, AccountServers servers, MailCredential credential, CancellationToken cancellationToken)
    {
        if (await accounts.CredentialAsync(identity.Account, cancellationToken) != credential)
        {
            await keeper.RenewAsync(identity.User, identity.Account, credential, cancellationToken);
            if (credential.Kind == CredentialKind.Password)
                await identities.UpdateVerifierAsync(servers.Imap.Host, servers.ImapUserName, credential.Secret, cancellationToken);
        }

        host.EnsureRunning(identity.Account);
    }

    public Task<bool> VerifyOfflineAsync(AccountServers servers, string password, CancellationToken cancellationToken) =>
        identities.VerifyOfflineAsync(servers.Imap.Host, servers.ImapUserName, password, cancellationToken);
}
