using System.Collections.Concurrent;
using System.IO.Pipelines;
using Webmail.Data;
using Webmail.Engine.Search;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Brings messages from the server into the blob store, each once however many ask. Lives with its actor.</summary>
internal sealed class BodyFetcher(AccountSettings account, BodyTools tools, ImapSessionPool pool) : IAsyncDisposable
{
    /// <summary>Larger messages are not fetched whole.</summary>
    public const long MaxBytes = 150L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<MessageId, Lazy<Task<BlobId>>> _underWay = new();
    private readonly CancellationTokenSource _ending = new();

    /// <summary>The message's bytes in the store. When the caller leaves, the fetch goes on into the cache: cancelling it would cost the connection.</summary>
    /// <exception cref="MailFaultException">The server does not give it.</exception>
    public Task<BlobId> FetchAsync(MessageId message, CancellationToken cancellationToken) =>
        _underWay.GetOrAdd(message, id => new Lazy<Task<BlobId>>(() => Task.Run(() => RunAsync(id), CancellationToken.None))).Value.WaitAsync(cancellationToken);

    /// <summary>Ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var fetch in _underWay.Values)
            await ((Task)fetch.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task<BlobId> RunAsync(MessageId message)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            patience.CancelAfter(Patience);
            return await FetchNowAsync(message, patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Network, "The message took too long to arrive"), exception);
        }
        finally
        {
            _underWay.TryRemove(message, out _);
        }
    }

    private async Task<BlobId> FetchNowAsync(MessageId message, CancellationToken cancellationToken)
    {
        var facts = await tools.Queries.FindAsync(account.User, message, cancellationToken);
        if (facts is not { Uid: { } uid })
            throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The message has no place on the server yet"));
        var folder = (await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken)).FirstOrDefault(candidate => candidate.Id == facts.FolderId)
            ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folder is gone"));

        await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
        var pipe = new Pipe();
        var receiving = ReceiveAsync(lease, folder, uid, pipe.Writer, cancellationToken);
        BlobId blob;
        await using (var content = pipe.Reader.AsStream())
        {
            try
            {
                blob = await tools.Blobs.WriteAsync(account.User, account.Id, BlobKind.Body, content, MaxBytes, cancellationToken);
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
                await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await receiving;
        lease.Complete();
        await tools.Messages.SetBodyBlobAsync(message, blob, cancellationToken);
        // It is here: no need to fetch its text once more for the search.
        if (await BlobText.ReadAsync(tools.Blobs, tools.Renderer, message, blob, cancellationToken) is { } text)
            await tools.Texts.AddAsync(account.Id, [text], cancellationToken);
        await tools.Cache.GrewAsync(facts.SizeBytes, cancellationToken);
        return blob;
    }

    private async Task ReceiveAsync(ImapLease lease, SyncFolder folder, uint uid, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var destination = writer.AsStream(leaveOpen: true);
            await tools.Imap.FetchRawAsync(lease, folder.Path, folder.Anchor.UidValidity, uid, destination, MaxBytes, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // The reading end must fail too, or half a message would be stored as a whole one.
            await writer.CompleteAsync(exception);
            throw;
        }
    }
}
