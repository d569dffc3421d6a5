using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>Opens a connection to a mail server as its endpoint demands, and gives out only the bounded, decrypted side of it.</summary>
internal sealed class MailConnector(MailNetworkOptions options, AddressDialer dialer, TrustedAuthorities authorities, TimeProvider time)
{
    public MailNetworkOptions Options => options;

    public TimeProvider Time => time;

    /// <param name="localDomain">How we name ourselves where the protocol asks before TLS.</param>
    /// <exception cref="MailFaultException">Not reachable, not allowed, not secure.</exception>
    public async Task<BoundedMailStream> OpenAsync(ServerEndpoint endpoint, MailProtocol protocol, string localDomain, IResponseScanner scanner, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var check = new CertificateCheck(endpoint.Host, authorities, time);
        Stream? stream = null;
        try
        {
            stream = await dialer.ConnectAsync(endpoint.Host, endpoint.Port, endpoint.AllowPrivate, either.Token);
            byte[] greeting = [];
            if (endpoint.Security == ConnectionSecurity.StartTls)
                greeting = await new StartTlsDialogue(stream).RunAsync(protocol, localDomain, either.Token);
            if (endpoint.Security != ConnectionSecurity.None)
                stream = await SecureAsync(stream, endpoint.Host, check, either.Token);

            var bounded = new BoundedMailStream(stream, scanner, options, time, greeting) { Tls = Version(stream as SslStream) };
            stream = null;
            return bounded;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailFaultException(Unreachable, exception);
        }
        catch (AuthenticationException exception)
        {
            throw new MailFaultException(
                check.Objection is { } objection
                    ? MailFaults.Create(MailFaultKind.Certificate, objection)
                    : MailFaults.Create(MailFaultKind.Protocol, $"No TLS could be agreed on with {endpoint.Host}"),
                exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new MailFaultException(Unreachable, exception);
        }
        finally
        {
            if (stream is not null)
                await stream.DisposeAsync();
        }
    }

    // One text for refused, filtered, unknown and not allowed: the difference would let a stranger map our network.
    private static MailFault Unreachable { get; } = new(MailFaultKind.Network, "The server cannot be reached");

    private static string? Version(SslStream? stream) => stream?.SslProtocol switch
    {
        null => null,
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        var other => other.ToString(),
    };

    private static async Task<Stream> SecureAsync(Stream stream, string host, CertificateCheck check, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, errors) => check.Validate(certificate, chain, errors));
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,

                    // Revocation lists are fetched over HTTP and stall behind a firewall.
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                },
                cancellationToken);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
