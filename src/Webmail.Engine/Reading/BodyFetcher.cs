using Webmail.Data;
using Webmail.Engine.Search;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Brings whole messages from the server into the blob store, each once however many ask. Lives with its actor.</summary>
internal sealed class BodyFetcher : IAsyncDisposable
{
    /// <summary>Larger messages are not fetched whole.</summary>
    public const long MaxBytes = 150L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly AccountSettings _account;
    private readonly BodyTools _tools;
    private readonly ImapSessionPool _pool;
    private readonly Errands<MessageId, BlobId> _errands;

    public BodyFetcher(AccountSettings account, BodyTools tools, ImapSessionPool pool)
    {
        _account = account;
        _tools = tools;
        _pool = pool;
        _errands = new Errands<MessageId, BlobId>(Patience, FetchNowAsync);
    }

    /// <summary>The message's bytes in the store. When the caller leaves, the fetch goes on into the cache.</summary>
    /// <exception cref="MailFaultException">The server does not give it.</exception>
    public Task<BlobId> FetchAsync(MessageId message, CancellationToken cancellationToken) => _errands.RunAsync(message, cancellationToken);

    /// <summary>Ends what is under way.</summary>
    public ValueTask DisposeAsync() => _errands.DisposeAsync();

    private async Task<BlobId> FetchNowAsync(MessageId message, CancellationToken cancellationToken)
    {
        var place = await ServerPlace.FindAsync(_account, _tools, message, cancellationToken);
        await using var content = await _tools.Blobs.BeginAsync(_account.User, _account.Id, BlobKind.Body, MaxBytes, cancellationToken);
        await using (var lease = await _pool.RentAsync(ImapPurpose.Interactive, cancellationToken))
        {
            await _tools.Imap.FetchRawAsync(lease, place.Folder.Path, place.Folder.Anchor.UidValidity, place.Uid, content, MaxBytes, cancellationToken);
            lease.Complete();
        }

        var blob = await content.CompleteAsync(cancellationToken);
        await _tools.Messages.SetBodyBlobAsync(message, blob, cancellationToken);
        // It is here: no need to fetch its text once more for the search.
        if (await BlobText.ReadAsync(_tools.Blobs, _tools.Renderer, message, blob, cancellationToken) is { } text)
            await _tools.Texts.AddAsync(_account.Id, [text], cancellationToken);
        await _tools.Cache.GrewAsync(content.Length, cancellationToken);
        return blob;
    }
}
