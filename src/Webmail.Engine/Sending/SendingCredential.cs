using Webmail.Data;
using Webmail.Mail;
using Webmail.Model;

namespace Webmail.Engine.Sending;

/// <summary>The secret an account sends with: the one kept for sending alone, else the one it reads with.</summary>
internal sealed class SendingCredential(AccountId account, SmtpSignInStore own, ICredentialSource reading) : ICredentialSource
{
    public async Task<MailCredential> GetAsync(CancellationToken cancellationToken) =>
        await own.FindAsync(account, cancellationToken) ?? await reading.GetAsync(cancellationToken);

    public async Task<MailCredential?> RenewAsync(MailCredential refused, CancellationToken cancellationToken) =>
        await own.FindAsync(account, cancellationToken) is null ? await reading.RenewAsync(refused, cancellationToken) : null;
}
