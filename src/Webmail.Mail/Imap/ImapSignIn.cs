using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Tries a secret at an IMAP server, once.</summary>
public sealed class ImapSignIn
{
    private readonly ImapConnector _connector;

    internal ImapSignIn(ImapConnector connector) => _connector = connector;

    /// <returns>Null when signed in, else why not.</returns>
    public async Task<MailFault?> VerifyAsync(AccountServers servers, MailCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _connector.ConnectAsync(servers, credential, cancellationToken);
            await connection.LogoutAsync();
            return null;
        }
        catch (MailFaultException exception)
        {
            return exception.Fault;
        }
    }
}
