using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Where account actors live: in this process now, in a cluster later. Everything outside an actor speaks to it through here.</summary>
public interface IAccountHost
{
    /// <summary>Starts the account's actor when it is not running. Safe to repeat.</summary>
    void EnsureRunning(AccountId account);

    /// <summary>Tells the actor that there is something to do; starts it when needed. Never waits.</summary>
    void Signal(AccountId account, AccountSignal signal);

    /// <summary>Somebody looks at this folder until the result is disposed: it is freshened, and changes are heard of at once. Never waits.</summary>
    IDisposable Watch(AccountId account, FolderId folder);

    /// <summary>Has the actor bring a message's raw bytes into the blob store. A reader that leaves does not stop the fetch.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    Task<BlobId> FetchBodyAsync(AccountId account, MessageId message, CancellationToken cancellationToken);

    /// <summary>Has the actor bring what is shown of a large message into the blob store. A reader that leaves does not stop the fetch.</summary>
    /// <returns>Null when the message has to be fetched whole.</returns>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    Task<BlobId?> FetchOutlineAsync(AccountId account, MessageId message, CancellationToken cancellationToken);

    /// <summary>Has the actor bring a part of a large message, decoded, to the reader and into the blob store. It stops when the last reader leaves.</summary>
    /// <returns>A stream that gives what has arrived; its reads throw <see cref="IOException"/> when the rest does not come.</returns>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    Task<Stream> FetchPartAsync(AccountId account, MessageId message, int part, PartPlace place, CancellationToken cancellationToken);

    /// <summary>Has the account's server search a folder.</summary>
    /// <returns>UIDs of the newest messages found; null when the server does not search.</returns>
    /// <exception cref="MailFaultException">It does not answer.</exception>
    Task<IReadOnlyList<uint>?> SearchAsync(AccountId account, FolderId folder, IReadOnlyList<SearchCondition.Words> words, CancellationToken cancellationToken);

    /// <summary>Ends the actor, for an account that was disabled or whose servers changed.</summary>
    Task StopAsync(AccountId account);
}
