namespace Webmail.Mail.Imap;

/// <summary>The IMAP connections of one account, shared by everything that works on it.</summary>
public sealed class ImapSessionPool : IAsyncDisposable
{
    internal ImapSessionPool()
    {
    }

    public Task<ImapLease> RentAsync(ImapPurpose purpose, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
