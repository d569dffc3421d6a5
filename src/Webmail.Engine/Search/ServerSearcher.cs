using System.Collections.Concurrent;
using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Search;

/// <summary>Asks one account's server for messages that hold words. Lives with its actor.</summary>
internal sealed class ServerSearcher(AccountSettings account, FolderStore folders, ImapSearch search, ImapSessionPool pool) : IAsyncDisposable
{
    // Without an index of its own a server reads every message; after that nobody waits any more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>UIDs of the newest messages that hold the words; when the caller leaves, the search goes on: cancelling it would cost the connection.</summary>
    /// <returns>Null when the server does not search.</returns>
    /// <exception cref="MailFaultException">It does not answer.</exception>
    public async Task<IReadOnlyList<uint>?> FindAsync(FolderId folder, IReadOnlyList<SearchCondition.Words> words, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid();
        var search = Task.Run(() => RunAsync(folder, words), CancellationToken.None);
        _underWay[key] = search;
        try
        {
            return await search.WaitAsync(cancellationToken);
        }
        finally
        {
            if (search.IsCompleted)
                _underWay.TryRemove(key, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var task in _underWay.Values)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task<IReadOnlyList<uint>?> RunAsync(FolderId id, IReadOnlyList<SearchCondition.Words> words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        patience.CancelAfter(Patience);
        try
        {
            await _oneAtATime.WaitAsync(patience.Token);
            try
            {
                if (await folders.FindAsync(account.Id, id, patience.Token) is not { } folder)
                    return [];
                await using var lease = await pool.RentAsync(ImapPurpose.Background, patience.Token);
                var found = await search.FindAsync(lease, folder.Path, folder.Anchor.UidValidity, words, patience.Token);
                lease.Complete();
                return found;
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Network, "The search took too long"), exception);
        }
    }
}
