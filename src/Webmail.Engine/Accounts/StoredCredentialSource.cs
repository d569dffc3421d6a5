using Webmail.Data;
using Webmail.Mail;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Gives the pool and the submitter an account's secret, read and decrypted anew for each connection.</summary>
internal sealed class StoredCredentialSource(AccountStore accounts, AccountId account) : ICredentialSource
{
    public async Task<MailCredential> GetAsync(CancellationToken cancellationToken) =>
        await accounts.CredentialAsync(account, cancellationToken)
        ?? throw new MailFaultException(new MailFault(MailFaultKind.Authentication, "No password is stored for this mailbox"));
}
