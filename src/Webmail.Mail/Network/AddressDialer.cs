using System.Net;
using System.Net.Sockets;

namespace Webmail.Mail.Network;

/// <summary>Opens connections, and only to where a host may lead: one named by a stranger never leads into our own network.</summary>
internal sealed class AddressDialer(MailNetworkOptions options, MailDns dns)
{
    // What mail and its configuration are served on; anything else would make us a port scanner.
    private static readonly int[] Ports = [993, 143, 995, 110, 465, 587, 25, 4190, 443];
    private static readonly TimeSpan OneAddress = TimeSpan.FromSeconds(5);

    /// <param name="allowPrivate">The administrator vouches for the host.</param>
    /// <exception cref="IOException">Nothing to connect to, or not allowed.</exception>
    /// <exception cref="SocketException">Not reachable.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await dns.AddressesAsync(host, cancellationToken);
        Exception? last = null;
        foreach (var address in addresses)
        {
            // Checked here and connected to by address: a second look-up of the name could answer differently.
            if (!allowPrivate && !IsAllowed(address, port))
                continue;

            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            KeepAlive(socket);
            try
            {
                using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

                // One silent address of several (often IPv6) must not use up the time of all.
                if (addresses.Count > 1)
                    turn.CancelAfter(OneAddress);
                await socket.ConnectAsync(address, port, turn.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                last = exception;
            }
        }

        throw new IOException("No address to connect to", last);
    }

    private bool IsAllowed(IPAddress address, int port)
    {
        if (AddressPolicy.IsPublic(address))
            return Ports.Contains(port);
        var judged = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.AllowedNetworks.Any(network => network.BaseAddress.AddressFamily == judged.AddressFamily && network.Contains(judged));
    }

    // A router that forgot the connection says nothing to either side: IDLE would wait for minutes in vain. Dead after about two of them.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
