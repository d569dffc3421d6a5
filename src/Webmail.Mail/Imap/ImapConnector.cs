using System.Net;
using MailKit.Net.Imap;
using MailKit.Security;
using Webmail.Mail.Discovery;
using Webmail.Mail.Network;
using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Connects, signs in once, and sets up what every connection needs.</summary>
internal sealed class ImapConnector(MailConnector connector, ProviderPresets presets)
{
    private static readonly ImapImplementation Identity = new() { Name = "Webmail", Vendor = "Webmail" };

    public MailNetworkOptions Options => connector.Options;

    public TimeProvider Time => connector.Time;

    /// <exception cref="MailFaultException">Not reachable, not secure, or the secret was refused.</exception>
    public async Task<ImapConnection> ConnectAsync(AccountServers servers, MailCredential credential, CancellationToken cancellationToken)
    {
        var options = connector.Options;
        var scanner = new ImapResponseScanner(options.MaxLineBytes, options.MaxNesting, options.MaxOperationBytes);
        var stream = await connector.OpenAsync(servers.Imap, MailProtocol.Imap, localDomain: "", scanner, cancellationToken);
        var client = new StreamingImapClient();
        var connected = false;
        try
        {
            await MailFaults.GuardAsync(
                scanner,
                async () => await client.ConnectAsync(stream, servers.Imap.Host, servers.Imap.Port, SecureSocketOptions.None, cancellationToken),
                cancellationToken);

            // The scanner stops PREAUTH; this is for a spelling of it that only MailKit understands.
            if (client.IsAuthenticated)
                throw new MailFaultException(new MailFault(MailFaultKind.Protocol, "The server greets as if signed in"));

            await MailFaults.GuardAsync(scanner, () => SignInAsync(client, servers.ImapUserName, credential, cancellationToken), cancellationToken, MailFaultKind.Authentication);
            var quirks = presets.FindById(servers.ProviderId)?.Quirks ?? ImapQuirks.None;
            await MailFaults.GuardAsync(scanner, () => SetUpAsync(client, quirks, cancellationToken), cancellationToken);
            connected = true;
            return new ImapConnection(client, stream, scanner, servers.ProviderId) { CanSearch = !quirks.RefusesSearch, HasRanges = !quirks.WholeSections };
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

    private static async Task SignInAsync(ImapClient client, string userName, MailCredential credential, CancellationToken cancellationToken)
    {
        if (SaslChoice.For(credential, userName, client.AuthenticationMechanisms) is { } mechanism)
        {
            await client.AuthenticateAsync(mechanism, cancellationToken);
            return;
        }

        if (credential.Kind != CredentialKind.Password || client.Capabilities.HasFlag(ImapCapabilities.LoginDisabled))
            throw new MailFaultException(new MailFault(MailFaultKind.Unsupported, "The server offers no way to sign in with this kind of secret"));

        // Nothing but the LOGIN command is left, and MailKit takes it when it sees no mechanism.
        client.AuthenticationMechanisms.Clear();
        await client.AuthenticateAsync(new NetworkCredential(userName, credential.Secret), cancellationToken);
    }

    private static async Task SetUpAsync(ImapClient client, ImapQuirks quirks, CancellationToken cancellationToken)
    {
        client.Capabilities &= ~CapabilityNames.ToFlags(quirks.IgnoredCapabilities);

        // NetEase opens no folder to a client that did not say who it is; others drop one that says it unasked.
        if (client.Capabilities.HasFlag(ImapCapabilities.Id))
        {
            // Cyrus that keeps no conversations writes "THREADID (NIL)" where RFC 8474 §5.2 has NIL, and MailKit takes it for a broken answer.
            var server = await client.IdentifyAsync(Identity, cancellationToken);
            if (server?.Name?.StartsWith("Cyrus", StringComparison.OrdinalIgnoreCase) == true)
                client.Capabilities &= ~ImapCapabilities.ObjectID;
        }

        if (client.Capabilities.HasFlag(ImapCapabilities.QuickResync))
            await client.EnableQuickResyncAsync(cancellationToken);
    }
}
