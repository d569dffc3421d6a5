namespace Webmail.Model;

/// <summary>The numbers beside the views across accounts.</summary>
/// <param name="InboxUnread">Unread messages of all inboxes.</param>
/// <param name="Drafts">Local drafts and those on the servers.</param>
public sealed record ViewCounts(int InboxUnread, int Drafts, int Scheduled, int Outbox);
