using Webmail.Model;

namespace Webmail.Mail;

/// <summary>Where a connection gets its secret at the moment it signs in, so that a refreshed token or a new password is used at once.</summary>
public interface ICredentialSource
{
    /// <exception cref="MailFaultException">There is no usable secret: the person has to sign in again.</exception>
    Task<MailCredential> GetAsync(CancellationToken cancellationToken);

    /// <summary>Another secret in place of one that a server has just refused.</summary>
    /// <returns>Null when there is no other: the refusal stands.</returns>
    /// <exception cref="MailFaultException">There would be one, but it cannot be got now, or not without the person.</exception>
    Task<MailCredential?> RenewAsync(MailCredential refused, CancellationToken cancellationToken) => Task.FromResult<MailCredential?>(null);
}
