using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A person's mail as the screens read it: each read is one query of the store and never waits for a mail server.</summary>
public sealed class Mailbox(MailQueries queries, AccountStore accounts, ViewSettings views, OutboxStore outbox, PendingWork work, IAccountHost host, MailChangeFeed feed)
{
    /// <summary>The person's accounts with their folders, in display order.</summary>
    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken) =>
        queries.AccountsAsync(user, cancellationToken);

    public Task<ViewCounts> CountsAsync(UserId user, CancellationToken cancellationToken) =>
        queries.CountsAsync(user, cancellationToken);

    /// <summary>Whether the person's lists show conversations.</summary>
    public Task<bool> ConversationsAsync(UserId user, CancellationToken cancellationToken) => views.ConversationsAsync(user, cancellationToken);

    public async Task SetConversationsAsync(UserId user, bool on, CancellationToken cancellationToken) =>
        feed.Publish(await views.SetConversationsAsync(user, on, cancellationToken));

    /// <summary>A window of a view as it is arranged.</summary>
    public Task<MessagePage> PageAsync(UserId user, MailList list, int first, int count, CancellationToken cancellationToken) =>
        queries.PageAsync(user, list, first, count, cancellationToken);

    /// <summary>Position in a list of a message, or of its conversation where rows are conversations; from 0, null when it is not in it.</summary>
    public Task<int?> IndexOfAsync(UserId user, MailList list, MessageId message, CancellationToken cancellationToken) =>
        queries.IndexOfAsync(user, list, message, cancellationToken);

    /// <summary>The messages of a message's conversation as a view tells it, oldest first.</summary>
    public Task<IReadOnlyList<MessageRow>> ConversationAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken) =>
        queries.ConversationAsync(user, view, message, cancellationToken);

    /// <summary>The messages and all others in the view of their conversations: what an action on conversations acts on.</summary>
    public Task<IReadOnlyList<MessageId>> WithConversationsAsync(UserId user, MailView view, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        queries.WithConversationsAsync(user, view, messages, cancellationToken);

    public Task<MessageRow?> RowAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        queries.RowAsync(user, message, cancellationToken);

    public Task<MessageFacts?> FactsAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        queries.FindAsync(user, message, cancellationToken);

    /// <summary>The first ids of a list, for selecting all of it.</summary>
    public Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailList list, int max, CancellationToken cancellationToken) =>
        queries.IdsAsync(user, list, max, cancellationToken);

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
