using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Collects, over one transaction, what happened to messages: the counters of their folders are adjusted by it, and
/// subscribers hear of it after the commit.
/// </summary>
internal sealed class ChangeTally
{
    private readonly Dictionary<FolderId, (int Total, int Unread)> counts = [];
    private readonly Dictionary<(UserId User, AccountId Account, FolderId Folder, What What), List<MessageId>> heard = [];
    private readonly HashSet<(UserId User, AccountId Account)> foldersChanged = [];
    private readonly List<MailChange> said = [];
    private readonly Dictionary<FolderId, int> conversationCounts = [];
    private readonly HashSet<(AccountId Account, long Conversation)> conversations = [];

    private enum What
    {
        Removed,
        Changed,
        Added,
        AddedFresh,
    }

    public void Added(MailMessage message, bool fresh)
    {
        Threaded(message);
        Appeared(message, fresh ? What.AddedFresh : What.Added);
    }

    /// <summary>The message got a conversation just now.</summary>
    public void Threaded(MailMessage message)
    {
        if (message.Heads.HasFlag(ConversationHeads.Folder))
            CountConversations(message.FolderId, 1);
    }

    /// <summary>Conversations of an account got another message or lost one: who stands for them is decided at the end.</summary>
    public void Shared(AccountId account, IEnumerable<long> numbers) => conversations.UnionWith(numbers.Select(number => (account, number)));

    /// <summary>The row is gone, or will be at the end of the transaction.</summary>
    public void Removed(MailMessage message)
    {
        LeftConversation(message, message.FolderId);
        if (message.Visibility == Visibility.Shown)
            Disappeared(message, message.FolderId, message.CountsAsUnread);
    }

    /// <summary>Facts that no counter depends on changed, such as the preview.</summary>
    public void Changed(MailMessage message)
    {
        if (message.Visibility == Visibility.Shown)
            Hear(message, message.FolderId, What.Changed);
    }

    public void FoldersChanged(UserId user, AccountId account) => foldersChanged.Add((user, account));

    /// <summary>Something else to be published with the rest.</summary>
    public void Say(MailChange change) => said.Add(change);

    /// <summary>Puts <paramref name="message"/> into <paramref name="state"/>. True when the person can see a difference.</summary>
    /// <param name="role">Special use of the state's folder.</param>
    public bool Settle(MailMessage message, LocalState state, SpecialUse role)
    {
        var (folder, flags, visibility, pending, oldRole) = (message.FolderId, message.Flags, message.Visibility, message.PendingSince, message.Role);
        var wasUnread = message.CountsAsUnread;
        (message.FolderId, message.Flags, message.Visibility, message.PendingSince, message.Role) = (state.Folder, state.Flags, state.Visibility, state.PendingSince, role);
        if (role != oldRole)
            SortKeys.ApplySender(message);
        if ((folder, visibility, oldRole) != (state.Folder, state.Visibility, role))
            LeftConversation(message, folder);
        else if (flags != state.Flags)
            Touch(message);

        if (folder != state.Folder || visibility != state.Visibility)
        {
            if (visibility == Visibility.Shown)
                Disappeared(message, folder, wasUnread);
            if (state.Visibility == Visibility.Shown)
                Appeared(message, What.Added);
            return true;
        }

        if (flags == state.Flags && pending == state.PendingSince && oldRole == role)
            return false;

        if (message.CountsAsUnread != wasUnread)
            Count(message, folder, 0, wasUnread ? -1 : 1);
        Changed(message);
        return true;
    }

    /// <summary>Writes the counters and returns what to publish after the commit.</summary>
    public async Task<IReadOnlyList<MailChange>> FinishAsync(WebmailDbContext db, CancellationToken cancellationToken)
    {
        await ElectAsync(db, cancellationToken);
        foreach (var folder in counts.Keys.Union(conversationCounts.Keys).OrderBy(folder => folder.Value))
        {
            var ((total, unread), shown) = (counts.GetValueOrDefault(folder), conversationCounts.GetValueOrDefault(folder));
            if ((total, unread, shown) == (0, 0, 0))
                continue;
            await db.Folders.Where(f => f.Id == folder).ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Total, f => f.Total + total).SetProperty(f => f.Unread, f => f.Unread + unread).SetProperty(f => f.Conversations, f => f.Conversations + shown), cancellationToken);
        }

        return [.. heard.Where(h => h.Value.Count > 0).Select(h => ToChange(h.Key.User, h.Key.Account, h.Key.Folder, h.Key.What, h.Value)), .. foldersChanged.Select(f => new MailChange.FoldersChanged(f.User, f.Account)), .. said];
    }

    private async Task ElectAsync(WebmailDbContext db, CancellationToken cancellationToken)
    {
        if (conversations.Count == 0)
            return;
        // The election reads the database, not what is still in memory.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var account in conversations.GroupBy(conversation => conversation.Account, conversation => conversation.Conversation))
        {
            foreach (var (folder, shown) in await new HeadElection(db).RunAsync(account.Key, account, cancellationToken))
                CountConversations(folder, shown);
        }
    }

    private void Touch(MailMessage message)
    {
        if (message.Conversation != 0)
            conversations.Add((message.AccountId, message.Conversation));
    }

    private void LeftConversation(MailMessage message, FolderId folder)
    {
        if (message.Heads.HasFlag(ConversationHeads.Folder))
            CountConversations(folder, -1);
        message.Heads = ConversationHeads.None;
        Touch(message);
    }

    private void CountConversations(FolderId folder, int shown) =>
        conversationCounts[folder] = conversationCounts.GetValueOrDefault(folder) + shown;

    private static MailChange ToChange(UserId user, AccountId account, FolderId folder, What what, List<MessageId> messages) => what switch
    {
        What.Added => new MailChange.MessagesAdded(user, account, folder, messages, Fresh: false),
        What.AddedFresh => new MailChange.MessagesAdded(user, account, folder, messages, Fresh: true),
        What.Changed => new MailChange.MessagesChanged(user, account, folder, messages),
        What.Removed => new MailChange.MessagesRemoved(user, account, folder, messages),
        _ => throw new InvalidOperationException($"Unknown change {what}"),
    };

    private void Appeared(MailMessage message, What what)
    {
        Count(message, message.FolderId, 1, message.CountsAsUnread ? 1 : 0);
        Hear(message, message.FolderId, what);
    }

    private void Disappeared(MailMessage message, FolderId folder, bool wasUnread)
    {
        Count(message, folder, -1, wasUnread ? -1 : 0);
        Hear(message, folder, What.Removed);
    }

    private void Count(MailMessage message, FolderId folder, int total, int unread)
    {
        var (oldTotal, oldUnread) = counts.GetValueOrDefault(folder);
        counts[folder] = (oldTotal + total, oldUnread + unread);
        FoldersChanged(new UserId(message.UserId), message.AccountId);
    }

    private void Hear(MailMessage message, FolderId folder, What what)
    {
        var key = (new UserId(message.UserId), message.AccountId, folder, what);
        if (!heard.TryGetValue(key, out var messages))
            heard.Add(key, messages = []);
        if (messages.Count == 0 || messages[^1] != message.Id)
            messages.Add(message.Id);
    }
}
