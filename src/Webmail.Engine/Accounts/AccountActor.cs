using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Reading;
using Webmail.Engine.Search;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>
/// The one owner of an account: its connections, replay, synchronisation, push and outbox. One loop, woken by <see cref="Inbox"/>;
/// the outbox and the push watcher run beside it and end with it.
/// </summary>
internal sealed partial class AccountActor(
    AccountSettings account,
    AccountParts parts,
    AccountStore accounts,
    MailChangeFeed feed,
    TimeProvider time,
    ILogger<AccountActor> logger)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);
    private readonly Backoff _backoff = new();
    private readonly PollPace _pace = new();
    private volatile PushExtent _push;
    private long _polled;
    private (AccountState State, MailFault? Fault)? _shown;

    /// <summary>What it is told from outside.</summary>
    public AccountInbox Inbox => parts.Inbox;

    /// <summary>Bring messages into the blob store.</summary>
    public MessageFetchers Fetchers => parts.Fetchers;

    /// <summary>Has the server search.</summary>
    public ServerSearcher Searcher => parts.Searcher;

    /// <summary>Runs until cancelled or until another actor takes the account over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var epoch = await accounts.BeginEpochAsync(account.Id, cancellationToken);
        LogStarted(account.Id, epoch);
        _polled = time.GetTimestamp();
        await ShowAsync(AccountState.Starting, null, cancellationToken);
        Task[] tasks = [WorkAsync(epoch, ending.Token), parts.Outbox.RunAsync(epoch, ending.Token), parts.Drafts.RunAsync(epoch, ending.Token), WatchAsync(ending.Token)];
        try
        {
            // The first to end ends the others: none is of use alone.
            await await Task.WhenAny(tasks);
        }
        catch (OwnershipLostException)
        {
            LogOwnershipLost(account.Id, epoch);
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var task in tasks)
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await parts.Fetchers.DisposeAsync();
            await parts.Searcher.DisposeAsync();
            await parts.Pool.DisposeAsync();
        }
    }

    private async Task WorkAsync(long epoch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await DrainInboxAsync(epoch, cancellationToken);
                var more = await parts.Sync.StepAsync(() => Inbox.HasSignals, cancellationToken);
                _backoff.Reset();
                await ShowAsync(parts.Sync.IsComplete ? AccountState.Online : AccountState.Syncing, null, cancellationToken);
                if (more)
                    continue;
                await parts.Facts.CurrentAsync(cancellationToken);
                // Nothing of the lists is left to do: now what makes opening and searching better, unless somebody wants something.
                var isBusy = !Inbox.HasSignals && (await parts.Prefetcher.StepAsync(cancellationToken) || await parts.Texts.StepAsync(cancellationToken));
                if (parts.Sync.TakeFound())
                    _pace.Quicken();
                var poll = parts.Polling ? _pace.Current(_push, parts.Watch.Now.Folders.Count > 0) : Forever;
                var postponed = await parts.Tools.Operations.NextDelayAsync(account.Id, cancellationToken);
                var wait = postponed is { } delay && delay < poll ? Max(delay, ShortestWait) : poll;
                await Inbox.WaitAsync(isBusy ? TimeSpan.Zero : wait, time, cancellationToken);
                if (parts.Polling && postponed is null && !Inbox.HasSignals && (!isBusy || time.GetElapsedTime(_polled) >= poll))
                {
                    _polled = time.GetTimestamp();
                    _pace.Slow();
                    parts.Sync.TouchAll();
                }
            }
            catch (MailFaultException refusal)
            {
                await RestAsync(refusal.Fault, cancellationToken);
            }
        }
    }

    private async Task DrainInboxAsync(long epoch, CancellationToken cancellationToken)
    {
        Inbox.TakeCredential();
        // Sending may have found out that the consent is gone while a connection for reading goes on.
        if (Inbox.TakeRefused())
            await parts.Credential.GetAsync(cancellationToken);
        if (Inbox.TakeRefresh() | Inbox.TakeAllFolders())
        {
            _pace.Quicken();
            parts.Sync.TouchAll();
        }

        parts.Sync.Prefer(parts.Watch.Now.Folders);
        foreach (var folder in Inbox.TakeFolders())
            parts.Sync.Touch(folder);
        Inbox.TakeOperations();
        var replayed = await parts.Replayer.PlayAsync(epoch, cancellationToken);
        foreach (var folder in replayed.Touched)
            parts.Sync.Touch(folder);
        if (replayed.FoldersChanged)
            parts.Sync.ListSoon();
    }

    /// <summary>After a refusal: says so, and waits as long as makes sense. A wrong secret waits for a new one; asking again would only lock the account.</summary>
    private async Task RestAsync(MailFault fault, CancellationToken cancellationToken)
    {
        var needsPerson = fault.Kind is MailFaultKind.Authentication;
        await ShowAsync(needsPerson ? AccountState.NeedsSignIn : AccountState.Offline, fault, cancellationToken);
        var pause = needsPerson ? Forever : _backoff.Next(fault);
        LogResting(account.Id, fault.Kind, pause);
        var until = time.GetUtcNow() + pause;
        while (time.GetUtcNow() is var now && now < until)
        {
            await Inbox.WaitAsync(until - now, time, cancellationToken);
            if (Inbox.TakeCredential())
                return;
            // "Get mail now" shortens a pause, but never asks a server that refused the password.
            if (!needsPerson && Inbox.HasRefresh)
                return;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await parts.Sync.FirstList.WaitAsync(cancellationToken);
        if (await parts.Tools.Folders.FindAsync(account.Id, SpecialUse.Inbox, cancellationToken) is not { } inbox)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return;
        }

        var watched = new WatchedFolders();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = FollowAsync(watched, ending.Token);
        try
        {
            await await Task.WhenAny(following, parts.Idle.RunAsync(parts.Pool, inbox.Path, watched, Bell(), ending.Token));
        }
        finally
        {
            await ending.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells the watcher which folders are looked at; it knows them by path.</summary>
    private async Task FollowAsync(WatchedFolders watched, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (folders, changed) = parts.Watch.Now;
            var paths = new List<string>();
            foreach (var folder in folders)
            {
                if (await parts.Tools.Folders.FindAsync(account.Id, folder, cancellationToken) is { } found)
                    paths.Add(found.Path);
            }

            watched.Set(paths);
            await changed.WaitAsync(cancellationToken);
        }
    }

    private PushBell Bell() => new(
        path =>
        {
            if (parts.Sync.Find(path) is { } folder)
                Inbox.Add(new AccountSignal.Folder(folder));
            else
                Inbox.Add(new AccountSignal.AllFolders());
        },
        () => Inbox.Add(new AccountSignal.AllFolders()),
        (extent, fault) =>
        {
            _push = extent;
            if (fault?.Kind == MailFaultKind.Authentication)
                Inbox.Add(new AccountSignal.Refused());
            LogPush(account.Id, extent, fault?.Kind);
        });

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private async Task ShowAsync(AccountState state, MailFault? fault, CancellationToken cancellationToken)
    {
        if (_shown == (state, fault))
            return;
        _shown = (state, fault);
        feed.Publish(await accounts.SetStateAsync(account.Id, state, fault, cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account} started, epoch {Epoch}")]
    private partial void LogStarted(AccountId account, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} has another owner since epoch {Epoch}; stopping")]
    private partial void LogOwnershipLost(AccountId account, long epoch);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account}: push covers {Extent} {Kind}")]
    private partial void LogPush(AccountId account, PushExtent extent, MailFaultKind? kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account} rests for {Pause}: {Kind}")]
    private partial void LogResting(AccountId account, MailFaultKind kind, TimeSpan pause);
}
