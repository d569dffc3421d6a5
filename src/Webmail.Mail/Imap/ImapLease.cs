using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>
/// One signed-in connection, exclusively ours until disposed. Unless <see cref="Complete"/> was called the connection is dropped,
/// because nobody knows what is still under way on it.
/// </summary>
public sealed class ImapLease : IAsyncDisposable
{
    private readonly Action<ImapConnection, bool> _return;
    private readonly Func<bool> _isWanted;
    private bool _completed;
    private bool _disposed;

    /// <param name="wanted">For a lease that was only borrowed.</param>
    internal ImapLease(ImapConnection connection, Action<ImapConnection, bool> giveBack, Func<bool> isWanted, CancellationToken wanted)
    {
        Connection = connection;
        _return = giveBack;
        _isWanted = isWanted;
        Wanted = wanted;
    }

    public ImapClient Client => Connection.Client;

    /// <summary>The version of TLS that was agreed on; null without.</summary>
    public string? Tls => Connection.Stream.Tls;

    public bool HasIdle => Client.Capabilities.HasFlag(ImapCapabilities.Idle);

    /// <summary>Somebody else waits for this connection: work that can be taken up again later lets it go.</summary>
    public bool IsWanted => _isWanted();

    internal ImapConnection Connection { get; }

    /// <summary>Cancelled when somebody else waits for a borrowed connection.</summary>
    internal CancellationToken Wanted { get; }

    /// <summary>The work came to its end: the connection may be used again.</summary>
    public void Complete() => _completed = true;

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _return(Connection, _completed);
        }

        return ValueTask.CompletedTask;
    }
}
