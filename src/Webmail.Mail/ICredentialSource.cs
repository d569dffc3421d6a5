using Webmail.Model;

namespace Webmail.Mail;

/// <summary>Where a connection gets its secret at the moment it signs in, so that a refreshed token or a new password is used at once.</summary>
public interface ICredentialSource
{
    /// <exception cref="MailFaultException">There is no usable secret: the person has to sign in again.</exception>
    Task<MailCredential> GetAsync(CancellationToken cancellationToken);
}
