using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// The messages of a list as ranges of indexes. A view across accounts is made up of a range a folder where it has no index of its own: their narrow
/// entries are then sorted together, which costs by the entry, but reads no rows.
/// </summary>
internal static class ListStrands
{
    public static IReadOnlyList<IQueryable<MailMessage>> Of(WebmailDbContext db, MessageScope scope, IReadOnlyList<FolderId> folders, ListFilter filter, bool conversations)
    {
        if (scope is MessageScope.InRole role && conversations && filter == ListFilter.None)
            return [db.Messages.Where(m => m.UserId == role.User && m.Role == role.Role && (m.Heads & ConversationHeads.Folder) != 0)];
        if (scope is MessageScope.InFolder or MessageScope.InRole)
            return [.. folders.Select(folder => conversations ? Heads(db, folder, filter) : Filter(Shown(db, folder), filter))];
        return [conversations ? AcrossHeads(db, scope, filter) : Filter(scope.Messages(db), filter)];
    }

    public static IQueryable<MailMessage> Filter(IQueryable<MailMessage> messages, ListFilter filter)
    {
        // Written as the filters of the partial indexes are: only then they are used.
        if (filter.HasFlag(ListFilter.Unread))
            messages = messages.Where(m => (m.Flags & MailFlags.Seen) == 0);
        if (filter.HasFlag(ListFilter.Starred))
            messages = messages.Where(m => (m.Flags & MailFlags.Flagged) != 0);
        if (filter.HasFlag(ListFilter.Attachments))
            messages = messages.Where(m => m.HasAttachments);
        return messages;
    }

    public static IQueryable<MailMessage> Read(IQueryable<MailMessage> messages) => messages.Where(m => (m.Flags & MailFlags.Seen) != 0);

    private static IQueryable<MailMessage> Shown(WebmailDbContext db, FolderId folder) => db.Messages.Where(m => m.FolderId == folder && m.Visibility == Visibility.Shown);

    /// <summary>Conversations with a message of each kind in the folder.</summary>
    private static IQueryable<MailMessage> Heads(WebmailDbContext db, FolderId folder, ListFilter filter)
    {
        var messages = db.Messages.Where(m => m.FolderId == folder);
        // What is rarest leads, the others are looked up.
        var (heads, rest) = filter switch
        {
            _ when filter.HasFlag(ListFilter.Starred) => (messages.Where(m => (m.Heads & ConversationHeads.FolderStarred) != 0), filter & ~ListFilter.Starred),
            _ when filter.HasFlag(ListFilter.Unread) => (messages.Where(m => (m.Heads & ConversationHeads.FolderUnread) != 0), filter & ~ListFilter.Unread),
            _ when filter.HasFlag(ListFilter.Attachments) => (messages.Where(m => (m.Heads & ConversationHeads.FolderAttachments) != 0), ListFilter.None),
            _ => (messages.Where(m => (m.Heads & ConversationHeads.Folder) != 0), ListFilter.None),
        };
        return Holding(heads, Shown(db, folder), rest);
    }

    private static IQueryable<MailMessage> AcrossHeads(WebmailDbContext db, MessageScope scope, ListFilter filter)
    {
        var user = scope.User;
        var messages = db.Messages.Where(m => m.UserId == user);
        var heads = scope is MessageScope.Starred
            ? messages.Where(m => (m.Heads & ConversationHeads.AcrossStarred) != 0)
            : messages.Where(m => (m.Heads & ConversationHeads.AcrossUnread) != 0);
        return Holding(heads, scope.Messages(db), filter);
    }

    private static IQueryable<MailMessage> Holding(IQueryable<MailMessage> heads, IQueryable<MailMessage> view, ListFilter filter)
    {
        foreach (var kind in new[] { ListFilter.Starred, ListFilter.Unread, ListFilter.Attachments }.Where(kind => filter.HasFlag(kind)))
        {
            var others = Filter(view, kind);
            heads = heads.Where(m => others.Any(o => o.AccountId == m.AccountId && o.Conversation == m.Conversation));
        }

        return heads;
    }
}
