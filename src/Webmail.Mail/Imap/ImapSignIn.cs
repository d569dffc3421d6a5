using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Tries a secret at an IMAP server, once.</summary>
public sealed class ImapSignIn
{
    /// <returns>Null when signed in, else why not.</returns>
    public Task<MailFault?> VerifyAsync(AccountServers servers, MailCredential credential, CancellationToken cancellationToken) => throw new NotImplementedException();
}
