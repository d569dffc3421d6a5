using System.Net;
using System.Net.Sockets;

namespace Webmail.TestKit.Servers;

/// <summary>A line between the product and a server that can be cut: at once, or in the middle of an answer. It knows nothing of what passes.</summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPAddress _serverAddress;
    private readonly int _serverPort;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly HashSet<Task> _lines = [];
    private readonly Task _accepting;
    private long _bytesLeft = long.MaxValue / 2;

    private CutProxy(IPAddress serverAddress, int serverPort)
    {
        _serverAddress = serverAddress;
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <param name="host">A loopback address; localhost when omitted.</param>
    public static CutProxy Start(int serverPort, string host = "localhost") => new(host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(host), serverPort);

    /// <summary>Every line breaks now; new ones work.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (var socket in _open)
                socket.Close(0);
            _open.Clear();
        }
    }

    /// <summary>Every line breaks once, after that many further bytes from the server, wherever in an answer that is.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _bytesLeft, bytes);

    /// <summary>Takes <see cref="CutAfter"/> back.</summary>
    public void Mend() => Interlocked.Exchange(ref _bytesLeft, long.MaxValue / 2);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(Lines());
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var line = RunAsync(client);
                lock (_lock)
                {
                    _lines.RemoveWhere(task => task.IsCompleted);
                    _lines.Add(line);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task RunAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                lock (_lock)
                {
                    _open.Add(client);
                    _open.Add(server);
                }

                await server.ConnectAsync(_serverAddress, _serverPort, _stop.Token);
                await await Task.WhenAny(CopyAsync(client, server, counted: false), CopyAsync(server, client, counted: true));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Cut, or one end left.
            }
            finally
            {
                lock (_lock)
                {
                    _open.Remove(client);
                    _open.Remove(server);
                }
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool counted)
    {
        var buffer = new byte[4096];
        while (await from.ReceiveAsync(buffer, SocketFlags.None, _stop.Token) is > 0 and var count)
        {
            var passes = counted ? Math.Min(count, (int)Math.Clamp(Interlocked.Add(ref _bytesLeft, -count) + count, 0, count)) : count;
            await to.SendAsync(buffer.AsMemory(0, passes), SocketFlags.None, _stop.Token);
            if (passes == count)
                continue;
            Mend();
            Cut();
            return;
        }
    }

    private List<Task> Lines()
    {
        lock (_lock)
            return [.. _lines];
    }
}
