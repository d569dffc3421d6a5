using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Keeps the actors of this process. An actor that failed is gone until somebody asks for it again: the supervisor does, every 20 seconds.</summary>
internal sealed partial class LocalAccountHost(
    AccountStore accounts,
    AccountActorFactory factory,
    ILogger<LocalAccountHost> logger) : IAccountHost, IAsyncDisposable
{
    private readonly ConcurrentDictionary<AccountId, Lazy<Running>> _running = new();
    private readonly ConcurrentDictionary<AccountId, FolderWatch> _watches = new();
    private readonly CancellationTokenSource _stopping = new();

    public void EnsureRunning(AccountId account) => _ = RunningOf(account);

    public void Signal(AccountId account, AccountSignal signal) => RunningOf(account).Inbox.Add(signal);

    public IDisposable Watch(AccountId account, FolderId folder)
    {
        var watching = WatchOf(account).Add(folder);
        Signal(account, new AccountSignal.Folder(folder));
        return watching;
    }

    public async Task<BlobId> FetchBodyAsync(AccountId account, MessageId message, CancellationToken cancellationToken) =>
        await (await ActorOfAsync(account, cancellationToken)).Fetchers.Bodies.FetchAsync(message, cancellationToken);

    public async Task<BlobId?> FetchOutlineAsync(AccountId account, MessageId message, CancellationToken cancellationToken) =>
        await (await ActorOfAsync(account, cancellationToken)).Fetchers.Outlines.FetchAsync(message, cancellationToken);

    public async Task<Stream> FetchPartAsync(AccountId account, MessageId message, int part, PartPlace place, CancellationToken cancellationToken) =>
        await (await ActorOfAsync(account, cancellationToken)).Fetchers.Parts.OpenAsync(message, part, place, cancellationToken);

    public async Task<IReadOnlyList<uint>?> SearchAsync(AccountId account, FolderId folder, IReadOnlyList<SearchCondition.Words> words, CancellationToken cancellationToken) =>
        await (await ActorOfAsync(account, cancellationToken)).Searcher.FindAsync(folder, words, cancellationToken);

    public async Task StopAsync(AccountId account)
    {
        if (!_running.TryRemove(account, out var lazy))
            return;
        await lazy.Value.Stopping.CancelAsync();
        await lazy.Value.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var lazy in _running.Values)
            await lazy.Value.Task;
        _stopping.Dispose();
    }

    private async Task<AccountActor> ActorOfAsync(AccountId account, CancellationToken cancellationToken) =>
        await RunningOf(account).Actor.Task.WaitAsync(cancellationToken)
        ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The mailbox is switched off"));

    private Running RunningOf(AccountId account) =>
        _running.GetOrAdd(account, id => new Lazy<Running>(() => Start(id))).Value;

    private FolderWatch WatchOf(AccountId account) => _watches.GetOrAdd(account, _ => new FolderWatch());

    private Running Start(AccountId account)
    {
        var running = new Running(CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
        running.Task = Task.Run(() => RunAsync(account, running));
        return running;
    }

    private async Task RunAsync(AccountId account, Running running)
    {
        try
        {
            var settings = await accounts.FindAsync(account, running.Stopping.Token);
            if (settings is not { Enabled: true })
            {
                running.Actor.TrySetResult(null);
                return;
            }

            var actor = factory.Create(settings, running.Inbox, WatchOf(account), Signal);
            running.Actor.TrySetResult(actor);
            await actor.RunAsync(running.Stopping.Token);
        }
        catch (OperationCanceledException) when (running.Stopping.IsCancellationRequested)
        {
            running.Actor.TrySetCanceled();
        }
        catch (Exception exception)
        {
            // One account's bug stays that account's: the supervisor starts it again.
            LogActorFailed(exception, account);
            running.Actor.TrySetException(exception);
            _ = running.Actor.Task.Exception;
        }
        finally
        {
            _running.TryRemove(account, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The actor of account {Account} failed and will be started again")]
    private partial void LogActorFailed(Exception exception, AccountId account);

    private sealed class Running(CancellationTokenSource stopping)
    {
        public CancellationTokenSource Stopping => stopping;

        public AccountInbox Inbox { get; } = new();

        public TaskCompletionSource<AccountActor?> Actor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
