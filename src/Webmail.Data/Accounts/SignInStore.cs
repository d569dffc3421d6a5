using Webmail.Model;

namespace Webmail.Data;

/// <summary>Who signs in with which mailbox.</summary>
public sealed class SignInStore
{

    public Task<SignInIdentity?> FindAsync(string imapHost, string loginName, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task AddAsync(string imapHost, string loginName, UserId user, AccountId account, string password, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task UpdateVerifierAsync(string imapHost, string loginName, string password, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> VerifyOfflineAsync(string imapHost, string loginName, string password, CancellationToken cancellationToken) => throw new NotImplementedException();
}
