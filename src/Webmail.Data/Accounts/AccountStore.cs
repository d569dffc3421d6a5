using Webmail.Model;

namespace Webmail.Data;

/// <summary>Accounts and their secrets.</summary>
public sealed class AccountStore
{

    public Task<AccountId> CreateAsync(NewAccount account, MailCredential credential, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<AccountSettings?> FindAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<AccountSettings?> FindAsync(UserId user, AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<AccountId>> EnabledAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<MailCredential?> CredentialAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task ReplaceCredentialAsync(AccountId account, MailCredential credential, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> SetSenderNameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> SetStateAsync(AccountId account, AccountState state, MailFault? fault, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<long> BeginEpochAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
}
