using MailKit.Security;
using Webmail.Mail.Discovery;
using Webmail.Mail.Network;
using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>Connects to a submission server and signs in once.</summary>
internal sealed class SmtpConnector(MailConnector connector)
{
    // RFC 5321 §4.5.3.1.5 says 512; servers with long texts exist.
    private const int MaxReplyLine = 16 * 1024;

    /// <param name="sender">Whose domain we greet with: our own machine's name and address are nobody's business.</param>
    /// <exception cref="MailFaultException">Not reachable, not secure, or the secret was refused. Nothing was handed over.</exception>
    public async Task<SmtpConnection> ConnectAsync(AccountServers servers, MailCredential credential, string sender, CancellationToken cancellationToken)
    {
        if (NoSmtpServer.Is(servers.Smtp))
            throw new MailFaultException(new MailFault(MailFaultKind.Unsupported, "No SMTP server is configured for this mailbox"));

        var localDomain = MailDomain.Of(sender) ?? MailDomain.Of(servers.SmtpUserName) ?? "localhost";
        var scanner = new SmtpResponseScanner(MaxReplyLine);
        var stream = await connector.OpenAsync(servers.Smtp, MailProtocol.Smtp, localDomain, scanner, cancellationToken);
        var client = new SubmissionClient { LocalDomain = localDomain };
        var connected = false;
        try
        {
            await MailFaults.GuardAsync(
                scanner,
                () => client.ConnectAsync(stream, servers.Smtp.Host, servers.Smtp.Port, SecureSocketOptions.None, cancellationToken),
                cancellationToken);
            var mechanism = SaslChoice.For(credential, servers.SmtpUserName, client.AuthenticationMechanisms)
                ?? throw new MailFaultException(new MailFault(MailFaultKind.Unsupported, "The server offers no way to sign in with this kind of secret"));
            await MailFaults.GuardAsync(scanner, () => client.AuthenticateAsync(mechanism, cancellationToken), cancellationToken, MailFaultKind.Authentication);
            connected = true;
            return new SmtpConnection(client, stream, scanner);
        }
        finally
        {
            if (!connected)
            {
                client.Dispose();
                await stream.DisposeAsync();
            }
        }
    }
}
