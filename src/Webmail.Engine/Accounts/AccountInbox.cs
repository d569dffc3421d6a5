using System.Threading.Channels;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>What an actor was told since it last looked: signals fold into flags and a set of folders, so that a thousand rings cost one scan.</summary>
internal sealed class AccountInbox
{
    private readonly Lock _lock = new();
    private readonly HashSet<FolderId> _folders = [];
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<bool> _outboxBell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<bool> _draftBell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IReadOnlyList<MessageId> _prefetches = [];
    private bool _operations = true;
    private bool _refresh = true;
    private bool _allFolders;
    private bool _credential;
    private bool _refused;

    /// <summary>True once after operations were recorded.</summary>
    public bool TakeOperations() => Take(ref _operations);

    /// <summary>True once after a refresh was asked for.</summary>
    public bool TakeRefresh() => Take(ref _refresh);

    /// <summary>True once after any folder may have changed.</summary>
    public bool TakeAllFolders() => Take(ref _allFolders);

    /// <summary>True once after a new secret was stored.</summary>
    public bool TakeCredential() => Take(ref _credential);

    /// <summary>True once after the secret was refused somewhere.</summary>
    public bool TakeRefused() => Take(ref _refused);

    /// <summary>A refresh was asked for and not taken yet.</summary>
    public bool HasRefresh
    {
        get
        {
            lock (_lock)
                return _refresh;
        }
    }

    /// <summary>Anything is waiting, without taking it.</summary>
    public bool HasSignals
    {
        get
        {
            lock (_lock)
                return _operations || _refresh || _allFolders || _credential || _refused || _folders.Count > 0;
        }
    }

    public void Add(AccountSignal signal)
    {
        lock (_lock)
        {
            switch (signal)
            {
                case AccountSignal.Operations:
                    _operations = true;
                    break;
                case AccountSignal.Folder folder:
                    _folders.Add(folder.Id);
                    break;
                case AccountSignal.AllFolders:
                    _allFolders = true;
                    break;
                case AccountSignal.Prefetch prefetch:
                    _prefetches = prefetch.Messages;
                    break;
                case AccountSignal.Refresh:
                    _refresh = true;
                    break;
                case AccountSignal.Credential:
                    _credential = true;
                    _operations = true;
                    _refresh = true;
                    break;
                case AccountSignal.Refused:
                    _refused = true;
                    break;
                case AccountSignal.Outbox or AccountSignal.Drafts:
                    break;
            }
        }

        if (signal is AccountSignal.Outbox or AccountSignal.Credential or AccountSignal.Refresh)
            _outboxBell.Writer.TryWrite(true);
        if (signal is AccountSignal.Drafts or AccountSignal.Credential)
            _draftBell.Writer.TryWrite(true);
        if (signal is not (AccountSignal.Outbox or AccountSignal.Drafts))
            _bell.Writer.TryWrite(true);
    }

    /// <summary>The folders that were rung since the last call.</summary>
    public IReadOnlyList<FolderId> TakeFolders()
    {
        lock (_lock)
        {
            FolderId[] taken = [.. _folders];
            _folders.Clear();
            return taken;
        }
    }

    /// <summary>What is likely to be opened next, as last told; each wish once.</summary>
    public IReadOnlyList<MessageId> TakePrefetches()
    {
        lock (_lock)
        {
            var taken = _prefetches;
            _prefetches = [];
            return taken;
        }
    }

    /// <summary>Waits for a signal other than <see cref="AccountSignal.Outbox"/>, at most <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        WaitAsync(_bell.Reader, atMost, time, cancellationToken);

    /// <summary>Waits for <see cref="AccountSignal.Outbox"/>, at most <paramref name="atMost"/>.</summary>
    public Task WaitForOutboxAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        WaitAsync(_outboxBell.Reader, atMost, time, cancellationToken);

    /// <summary>Waits for <see cref="AccountSignal.Drafts"/>, at most <paramref name="atMost"/>.</summary>
    public Task WaitForDraftsAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        WaitAsync(_draftBell.Reader, atMost, time, cancellationToken);

    private static async Task WaitAsync(ChannelReader<bool> bell, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await bell.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The time is up: that is the other way to wake.
        }
    }

    private bool Take(ref bool flag)
    {
        lock (_lock)
        {
            var taken = flag;
            flag = false;
            return taken;
        }
    }
}
