using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>A message of a conversation, as far as rows and the reader need it to tell the conversation.</summary>
internal sealed record ConversationMember(
    MessageId Id, AccountId AccountId, long Conversation, FolderId FolderId, SpecialUse Role, MailFlags Flags, bool HasAttachments, DateTimeOffset Received,
    string FromName, string FromAddress, string MessageIdHeader, bool InUnread, bool InStarred)
{
    public ConversationKey Key => new(AccountId, Conversation);

    public static IQueryable<ConversationMember> Select(IQueryable<MailMessage> messages) => messages.Where(m => m.Visibility == Visibility.Shown).Select(m => new ConversationMember(
        m.Id, m.AccountId, m.Conversation, m.FolderId, m.Role, m.Flags, m.HasAttachments, m.Received, m.FromName, m.FromAddress, m.MessageIdHeader, m.InUnread == 1, m.InStarred == 1));

    /// <summary>
    /// What is told of a conversation, oldest first: each message once, the copy in the view if there is one. Drafts, junk and what was thrown away are
    /// part of it only where the view holds them.
    /// </summary>
    public static IReadOnlyList<ConversationMember> Told(IEnumerable<ConversationMember> conversation, MessageScope scope) =>
    [
        .. conversation
            .Where(m => m.Role is not (SpecialUse.Drafts or SpecialUse.Junk or SpecialUse.Trash) || scope.Holds(m))
            .GroupBy(m => m.MessageIdHeader.Length > 0 ? m.MessageIdHeader : FormattableString.Invariant($" {m.Id}"))
            .Select(copies => copies.OrderByDescending(scope.Holds).ThenBy(m => m.Role == SpecialUse.None ? SpecialUse.Archive : m.Role).ThenBy(m => m.Id.Value).First())
            .OrderBy(m => m.Received).ThenBy(m => m.Id.Value),
    ];
}
