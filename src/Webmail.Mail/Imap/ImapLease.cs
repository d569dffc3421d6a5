using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>One signed-in connection, exclusively ours until disposed. Unless <see cref="Complete"/> was called the connection is dropped, because nobody knows what is still under way on it.</summary>
public sealed class ImapLease : IAsyncDisposable
{
    internal ImapLease(ImapClient client) => Client = client;

    public ImapClient Client { get; }

    public bool HasIdle => throw new NotImplementedException();

    /// <summary>The work came to its end: the connection may be used again.</summary>
    public void Complete() => throw new NotImplementedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
