using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// In which lists of conversations a message stands for its conversation: where it is the newest of those the list holds. Kept in the
/// transaction that changes any of them, so that a page of conversations is a range of an index like a page of messages.
/// </summary>
[Flags]
internal enum ConversationHeads
{
    None = 0,

    /// <summary>Of the messages in its folder.</summary>
    Folder = 1,

    /// <summary>Of the unread ones in its folder.</summary>
    FolderUnread = 2,

    /// <summary>Of the starred ones in its folder.</summary>
    FolderStarred = 4,

    /// <summary>Of those with attachments in its folder.</summary>
    FolderAttachments = 8,

    /// <summary>Of the account's in the view of unread mail.</summary>
    AcrossUnread = 16,

    /// <summary>Of the account's in the view of starred mail.</summary>
    AcrossStarred = 32,
}

/// <summary>As much of a message as decides what it stands for.</summary>
internal sealed record HeadCandidate(
    MessageId Id, FolderId FolderId, SpecialUse Role, Visibility Visibility, MailFlags Flags, bool HasAttachments, DateTimeOffset Received, long Conversation, ConversationHeads Heads)
{
    public bool IsUnread => (Flags & MailFlags.Seen) == 0;

    public bool IsStarred => (Flags & MailFlags.Flagged) != 0;

    public static HeadCandidate Of(MailMessage message) => new(
        message.Id, message.FolderId, message.Role, message.Visibility, message.Flags, message.HasAttachments, message.Received, message.Conversation, message.Heads);

    /// <summary>What each message of one conversation stands for.</summary>
    public static IEnumerable<(HeadCandidate Message, ConversationHeads Heads)> Elect(IEnumerable<HeadCandidate> conversation)
    {
        // Newest first, as the lists are: the first that qualifies is the head.
        var messages = conversation.OrderByDescending(m => m.Received).ThenByDescending(m => m.Id.Value).ToList();
        var taken = new HashSet<(FolderId, ConversationHeads)>();
        foreach (var message in messages)
        {
            var heads = ConversationHeads.None;
            foreach (var (head, place) in message.Qualifies())
            {
                if (taken.Add((place, head)))
                    heads |= head;
            }

            yield return (message, heads);
        }
    }

    // The conditions of the views across accounts are those of InUnread and InStarred.
    private IEnumerable<(ConversationHeads Head, FolderId Place)> Qualifies()
    {
        if (Visibility != Visibility.Shown)
            yield break;
        yield return (ConversationHeads.Folder, FolderId);
        if (IsUnread)
            yield return (ConversationHeads.FolderUnread, FolderId);
        if (IsStarred)
            yield return (ConversationHeads.FolderStarred, FolderId);
        if (HasAttachments)
            yield return (ConversationHeads.FolderAttachments, FolderId);
        if (IsUnread && Role is (SpecialUse.None or SpecialUse.Inbox or SpecialUse.Archive))
            yield return (ConversationHeads.AcrossUnread, default);
        if (IsStarred && Role <= SpecialUse.Archive)
            yield return (ConversationHeads.AcrossStarred, default);
    }
}
