using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.TestKit.Servers;

/// <summary>
/// A mail server that says what a test makes it say: hostile, broken or half dead, as no real one can be made to be. Listens on loopback;
/// every connection plays the same script.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedConnection, Task> _script;
    private readonly X509Certificate2? _certificate;
    private readonly bool _tls;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly Task _accepting;
    private int _accepted;
    private int _disposed;
    private long _sent;

    private ScriptedServer(Func<ScriptedConnection, Task> script, X509Certificate2? certificate, bool tls)
    {
        _script = script;
        _certificate = certificate;
        _tls = tls;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many connections came.</summary>
    public int Accepted => _accepted;

    /// <summary>Bytes that went out to all clients; a little more than they read.</summary>
    public long SentBytes => Interlocked.Read(ref _sent);

    /// <summary>Every line any client sent, in order, TLS or not.</summary>
    public IReadOnlyCollection<string> Heard => _heard;

    /// <param name="certificate">For <see cref="ScriptedConnection.StartTlsAsync"/>, or for TLS from the first byte.</param>
    /// <param name="tls">TLS from the first byte.</param>
    public static ScriptedServer Start(Func<ScriptedConnection, Task> script, X509Certificate2? certificate = null, bool tls = false) => new(script, certificate, tls);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(PlayAsync(client));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task PlayAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var connection = new ScriptedConnection(client.GetStream(), _certificate, _heard, bytes => Interlocked.Add(ref _sent, bytes), _stop.Token);
                if (_tls)
                    await connection.StartTlsAsync();
                await _script(connection);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client left, which is what many of these scripts are for.
            }
        }
    }
}
