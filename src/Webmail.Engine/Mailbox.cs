using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A person's mail as the screens read it: each read is one query of the store and never waits for a mail server.</summary>
public sealed class Mailbox(MailQueries queries, AccountStore accounts, OutboxStore outbox, PendingWork work, IAccountHost host, MailChangeFeed feed)
{
    /// <summary>The person's accounts with their folders, in display order.</summary>
    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken) =>
        queries.AccountsAsync(user, cancellationToken);

    public Task<ViewCounts> CountsAsync(UserId user, CancellationToken cancellationToken) =>
        queries.CountsAsync(user, cancellationToken);

    /// <summary>A window of a view, newest first.</summary>
    public Task<MessagePage> PageAsync(UserId user, MailView view, int first, int count, CancellationToken cancellationToken) =>
        queries.PageAsync(user, view, first, count, cancellationToken);

    /// <summary>Position of a message in a view, from 0; null when it is not in it.</summary>
    public Task<int?> IndexOfAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken) =>
        queries.IndexOfAsync(user, view, message, cancellationToken);

    public Task<MessageRow?> RowAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        queries.RowAsync(user, message, cancellationToken);

    public Task<MessageFacts?> FactsAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        queries.FindAsync(user, message, cancellationToken);

    /// <summary>The newest ids of a view, for selecting all of it.</summary>
    public Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailView view, int max, CancellationToken cancellationToken) =>
        queries.IdsAsync(user, view, max, cancellationToken);

    /// <summary>People written to or from whose name or address starts with the text.</summary>
    public Task<IReadOnlyList<MailPerson>> PeopleAsync(UserId user, string prefix, int max, CancellationToken cancellationToken) =>
        queries.PeopleAsync(user, prefix, max, cancellationToken);

    /// <summary>What the servers have still to hear or have refused; refused first.</summary>
    public Task<IReadOnlyList<QueueEntry>> QueueAsync(UserId user, CancellationToken cancellationToken) => work.Queue.ListAsync(user, cancellationToken);

    /// <summary>Operations that wait, and operations that were refused.</summary>
    public Task<(int Waiting, int Refused)> QueueCountAsync(UserId user, CancellationToken cancellationToken) => work.Queue.CountAsync(user, cancellationToken);

    /// <summary>Running actions on whole views, oldest first.</summary>
    public Task<IReadOnlyList<BulkJob>> JobsAsync(UserId user, CancellationToken cancellationToken) => work.Jobs.RunningAsync(user, cancellationToken);

    /// <summary>Null when unknown, forgotten, or somebody else's.</summary>
    public Task<BulkJob?> JobAsync(UserId user, JobId job, CancellationToken cancellationToken) => work.Jobs.FindAsync(user, job, cancellationToken);

    /// <summary>Sets the name that recipients see.</summary>
    public async Task SetSenderNameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken) =>
        feed.Publish(await accounts.SetSenderNameAsync(user, account, name, cancellationToken));

    /// <summary>Somebody looks at this folder until the result is disposed: it is freshened, and changes come at once. Never waits.</summary>
    public IDisposable Watch(AccountId account, FolderId folder) => host.Watch(account, folder);

    /// <summary>These are likely to be opened next: their bodies are fetched while the servers have nothing else to do. Never waits.</summary>
    public void Prefetch(IReadOnlyList<MessageRow> rows)
    {
        foreach (var account in rows.GroupBy(row => row.AccountId))
            host.Signal(account.Key, new AccountSignal.Prefetch([.. account.Select(row => row.Id)]));
    }

    /// <summary>Get and send mail now: looks at every account of the person, and tries again what could not be sent.</summary>
    public async Task RefreshAsync(UserId user, CancellationToken cancellationToken)
    {
        await outbox.HastenAsync(user, cancellationToken);
        foreach (var account in await queries.AccountsAsync(user, cancellationToken))
            host.Signal(account.Id, new AccountSignal.Refresh());
    }
}
