using MailKit.Net.Imap;
using MailKit.Security;

namespace Webmail.TestKit.Servers;

/// <summary>Signs plain MailKit clients in to test servers.</summary>
internal static class ImapClients
{
    /// <param name="caPath">The authority the server's certificate must be from.</param>
    public static async Task<ImapClient> SignInAsync(string host, int port, SecureSocketOptions security, string caPath, MailUser user, CancellationToken cancellationToken = default)
    {
        var client = new ImapClient { CheckCertificateRevocation = false };
        try
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, _) => TestCertificates.IsFrom(caPath, certificate);
            await client.ConnectAsync(host, port, security, cancellationToken);
            await client.AuthenticateAsync(new SaslMechanismPlain(user.Address, user.Password), cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
