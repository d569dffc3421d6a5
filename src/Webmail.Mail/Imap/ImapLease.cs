using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>
/// One signed-in connection, exclusively ours until disposed. Unless <see cref="Complete"/> was called the connection is dropped,
/// because nobody knows what is still under way on it.
/// </summary>
public sealed class ImapLease : IAsyncDisposable
{
    private readonly Action<ImapConnection, bool> _return;
    private bool _completed;
    private bool _disposed;

    internal ImapLease(ImapConnection connection, Action<ImapConnection, bool> giveBack)
    {
        Connection = connection;
        _return = giveBack;
    }

    public ImapClient Client => Connection.Client;

    public bool HasIdle => Client.Capabilities.HasFlag(ImapCapabilities.Idle);

    internal ImapConnection Connection { get; }

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
