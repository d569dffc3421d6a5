using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>Opens a connection to a mail server as its endpoint demands, and gives out only the bounded, decrypted side of it.</summary>
internal sealed class MailConnector(MailNetworkOptions options, TrustedAuthorities authorities, TimeProvider time)
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
            stream = await ConnectAsync(endpoint, either.Token);
            byte[] greeting = [];
            if (endpoint.Security == ConnectionSecurity.StartTls)
                greeting = await new StartTlsDialogue(stream).RunAsync(protocol, localDomain, either.Token);
            if (endpoint.Security != ConnectionSecurity.None)
                stream = await SecureAsync(stream, endpoint.Host, check, either.Token);

            var bounded = new BoundedMailStream(stream, scanner, options, time, greeting);
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

    private static async Task<Stream> ConnectAsync(ServerEndpoint endpoint, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endpoint.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        Exception? last = null;
        foreach (var address in addresses)
        {
            // Checked here and connected to by address: a second look-up of the name could answer differently.
            if (!endpoint.AllowPrivate && !AddressPolicy.IsPublic(address))
                continue;

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            KeepAlive(socket);
            try
            {
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

                // One silent address of several (often IPv6) must not use up the time of all.
                if (addresses.Length > 1)
                    turn.CancelAfter(TimeSpan.FromSeconds(5));
                await socket.ConnectAsync(address, endpoint.Port, turn.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                last = exception;
            }
        }

        throw new MailFaultException(Unreachable, last ?? new IOException("No address to connect to"));
    }

    // A router that forgot the connection says nothing to either side: IDLE would wait for minutes in vain. Dead after about two of them.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }

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
