using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Builds the folder tree: views across accounts on top, then each account with its folders.</summary>
public static class FolderNodes
{
    public static IReadOnlyList<FolderNode> Build(
        IReadOnlyList<AccountView> accounts,
        ViewCounts counts,
        MailView current,
        Func<AccountView, bool> isExpanded,
        MailWords words)
    {
        var nodes = new List<FolderNode>();
        // With one account its inbox is the inbox of all: shown once, and the address is the folder's.
        var onlyInbox = accounts is [{ Folders: var only }] ? only.FirstOrDefault(folder => folder.SpecialUse == SpecialUse.Inbox) : null;
        nodes.Add(onlyInbox is null
            ? Across(AcrossView.Inbox, "inbox", counts.InboxUnread, unread: true)
            : OfFolder(onlyInbox, 1) with { Shortcut = "i" });
        nodes.Add(Across(AcrossView.Unread, "mail"));
        nodes.Add(Across(AcrossView.Starred, "star"));
        nodes.Add(Across(AcrossView.Drafts, "draft", counts.Drafts));
        if (counts.Scheduled > 0 || current is MailView.Across { View: AcrossView.Scheduled })
            nodes.Add(Across(AcrossView.Scheduled, "clock", counts.Scheduled));
        if (counts.Outbox > 0 || current is MailView.Across { View: AcrossView.Outbox })
            nodes.Add(Across(AcrossView.Outbox, "outbox", counts.Outbox));
        nodes.Add(Across(AcrossView.Sent, "send"));

        foreach (var account in accounts)
        {
            var expanded = isExpanded(account);
            nodes.Add(new FolderNode($"a{account.Id}", account.Title, "down", null, 1, 0, false, false, account, expanded));
            if (expanded)
                nodes.AddRange(account.Folders.Where(IsListed).Select(folder => OfFolder(folder, folder.Level + 2)));
        }

        return nodes;

        // With one account these are on top already.
        bool IsListed(FolderView folder) =>
            onlyInbox is null || folder.SpecialUse is not (SpecialUse.Inbox or SpecialUse.Drafts or SpecialUse.Sent);

        FolderNode Across(AcrossView view, string icon, int count = 0, bool unread = false)
        {
            var target = new MailView.Across(view);
            return new FolderNode($"v{view}", words.View(view), icon, $"/mail/{target}", 1, count, unread, IsCurrent(target))
            {
                Shortcut = view switch
                {
                    AcrossView.Inbox => "i",
                    AcrossView.Sent => "s",
                    AcrossView.Drafts => "d",
                    _ => null,
                },
            };
        }

        FolderNode OfFolder(FolderView folder, int level)
        {
            var target = new MailView.OfFolder(folder.Id);
            // What is unread in Junk and Trash asks for nobody's attention.
            var unread = folder.SpecialUse is SpecialUse.Junk or SpecialUse.Trash or SpecialUse.Drafts or SpecialUse.Sent ? 0 : folder.Unread;
            return new FolderNode($"f{folder.Id}", words.Folder(folder), Icon(folder.SpecialUse), folder.Selectable ? $"/mail/{target}" : null, level, unread, true, IsCurrent(target)) { Folder = folder.Id };
        }

        // Before the only inbox was known its address was that of the inbox of all.
        bool IsCurrent(MailView view) => view == current
            || (view is MailView.OfFolder { Folder: var folder } && folder == onlyInbox?.Id && current is MailView.Across { View: AcrossView.Inbox })
            || (onlyInbox is not null && current == OnlyTwin(view));

        // Sent and Drafts of the only account are shown as the views on top.
        MailView? OnlyTwin(MailView view) => view is MailView.Across { View: var across } && accounts is [{ Folders: var folders }]
            ? folders.FirstOrDefault(folder => folder.SpecialUse == Use(across)) is { } folder ? new MailView.OfFolder(folder.Id) : null
            : null;
    }

    private static SpecialUse? Use(AcrossView view) => view switch
    {
        AcrossView.Drafts => SpecialUse.Drafts,
        AcrossView.Sent => SpecialUse.Sent,
        _ => null,
    };

    public static string Icon(SpecialUse use) => use switch
    {
        SpecialUse.Inbox => "inbox",
        SpecialUse.Drafts => "draft",
        SpecialUse.Sent => "send",
        SpecialUse.Archive or SpecialUse.All => "archive",
        SpecialUse.Junk => "junk",
        SpecialUse.Trash => "trash",
        SpecialUse.Flagged => "star",
        _ => "folder",
    };
}
