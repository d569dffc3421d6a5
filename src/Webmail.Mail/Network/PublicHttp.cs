using System.Net;
using System.Net.Sockets;

namespace Webmail.Mail.Network;

/// <summary>HTTP to hosts that strangers name: nothing of ours goes along, and nobody leads us into our own network.</summary>
internal static class PublicHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <param name="privateHosts">“host:port” of our own network that may be reached all the same.</param>
    public static SocketsHttpHandler Create(IReadOnlyList<string> privateHosts) =>
        Create(async (host, cancellationToken) => await ConnectAsync(host, privateHosts, cancellationToken));

    /// <param name="connect">Decides where a connection leads, at the moment it is made: what the name led to before does not count.</param>
    public static SocketsHttpHandler Create(Func<DnsEndPoint, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 4,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ActivityHeadersPropagator = null,
        ConnectCallback = (context, cancellationToken) => connect(context.DnsEndPoint, cancellationToken),
    };

    // Judged here and connected to by address: a second look-up of the name could answer differently.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, IReadOnlyList<string> privateHosts, CancellationToken cancellationToken)
    {
        var isOurs = privateHosts.Contains($"{host.Host}:{host.Port}", StringComparer.OrdinalIgnoreCase);
        IPAddress[] addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var allowed = addresses.Where(address => isOurs || AddressPolicy.IsPublic(address)).ToArray();
        if (allowed.Length == 0)
            throw new IOException("No address to connect to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
