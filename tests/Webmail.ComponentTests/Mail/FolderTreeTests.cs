using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

public sealed class FolderTreeTests
{
    private static readonly ViewCounts Counts = new(12, 3, 0, 0);

    private static readonly FolderView[] Folders =
    [
        MailContext.Folder(1, "INBOX", SpecialUse.Inbox, unread: 12),
        MailContext.Folder(2, "Drafts", SpecialUse.Drafts),
        MailContext.Folder(3, "Sent Items", SpecialUse.Sent),
        MailContext.Folder(4, "Trash", SpecialUse.Trash, unread: 5),
        MailContext.Folder(5, "Clients"),
        MailContext.Folder(6, "2026", level: 1, unread: 1),
    ];

    [Fact]
    public void Tree_OneAccount_ShowsItsInboxOnceAndUnderItsOwnAddress()
    {
        using var context = new MailContext();

        var tree = Render(context, [MailContext.Account(1, "maria@example.test", Folders)], new MailView.OfFolder(new FolderId(1)));

        var items = tree.FindAll("[role=treeitem]");
        items.Select(item => item.GetAttribute("aria-label")).ShouldBe(
            ["Inbox, 12 unread", "Unread", "Starred", "Drafts, 3", "Sent", "maria@example.test", "Trash", "Clients", "2026, 1 unread"]);
        items[0].GetAttribute("href").ShouldBe("/mail/1");
        items[0].GetAttribute("aria-selected").ShouldBe("true");
        items.Select(item => item.GetAttribute("aria-level")).ShouldBe(["1", "1", "1", "1", "1", "1", "2", "2", "3"]);
    }

    [Fact]
    public void Tree_TwoAccounts_InboxOfAllOnTopAndEachOwnBelow()
    {
        using var context = new MailContext();
        AccountView[] accounts = [MailContext.Account(1, "maria@example.test", Folders), MailContext.Account(2, "m@example.org", MailContext.Folder(9, "INBOX", SpecialUse.Inbox, account: 2))];

        var tree = Render(context, accounts, new MailView.Across(AcrossView.Inbox), expanded: account => account.Id.Value == 2);

        tree.FindAll("[role=treeitem]").Select(item => item.GetAttribute("aria-label")).ShouldBe(
            ["Inbox, 12 unread", "Unread", "Starred", "Drafts, 3", "Sent", "maria@example.test", "m@example.org", "Inbox"]);
        tree.FindAll("[aria-expanded]").Select(item => item.GetAttribute("aria-expanded")).ShouldBe(["false", "true"]);
    }

    [Fact]
    public void Tree_Russian_NamesAndPluralsAreRussian()
    {
        using var context = new MailContext("ru");

        var tree = Render(context, [MailContext.Account(1, "maria@example.test", Folders)], new MailView.OfFolder(new FolderId(4)));

        tree.Find("nav").GetAttribute("aria-label").ShouldBe("Папки");
        tree.FindAll("[role=treeitem]").Select(item => item.GetAttribute("aria-label")).Take(2).ShouldBe(["Входящие, 12 непрочитанных", "Непрочитанные"]);
        tree.Find("[aria-selected=true]").GetAttribute("aria-label").ShouldBe("Корзина");
    }

    [Fact]
    public void Tree_Outbox_OnlyWhileSomethingWaits()
    {
        using var context = new MailContext();

        var tree = Render(context, [], new MailView.Across(AcrossView.Inbox), counts: Counts with { Outbox = 2, Scheduled = 1 });

        tree.FindAll("[role=treeitem]").Select(item => item.GetAttribute("aria-label")).ShouldBe(["Inbox, 12 unread", "Unread", "Starred", "Drafts, 3", "Scheduled, 1", "Outbox, 2", "Sent"]);
    }

    [Fact]
    public void Account_Away_SaysSo()
    {
        using var context = new MailContext();

        var tree = Render(context, [MailContext.Account(1, "maria@example.test", Folders) with { State = AccountState.Offline }], new MailView.Across(AcrossView.Starred));

        tree.Find("[aria-expanded]").GetAttribute("aria-label").ShouldBe("maria@example.test, not answering");
    }

    [Fact]
    public void Account_Clicked_ReportsItself()
    {
        using var context = new MailContext();
        AccountId? toggled = null;
        var nodes = FolderNodes.Build([MailContext.Account(1, "maria@example.test", Folders)], Counts, new MailView.Across(AcrossView.Starred), _ => true, context.Words);

        var tree = context.Render<FolderTree>(parameters => parameters.Add(x => x.Nodes, nodes).Add(x => x.OnToggle, id => toggled = id));
        tree.Find("[aria-expanded]").Click();

        toggled.ShouldBe(new AccountId(1));
    }

    [Fact]
    public void Tree_TabKey_ReachesExactlyOne()
    {
        using var context = new MailContext();

        var tree = Render(context, [MailContext.Account(1, "maria@example.test", Folders)], new MailView.OfFolder(new FolderId(99)));

        tree.FindAll("[role=treeitem][tabindex='0']").Count.ShouldBe(1);
    }

    private static IRenderedComponent<FolderTree> Render(MailContext context, AccountView[] accounts, MailView current, Func<AccountView, bool>? expanded = null, ViewCounts? counts = null)
    {
        var nodes = FolderNodes.Build(accounts, counts ?? Counts, current, expanded ?? (_ => true), context.Words);
        return context.Render<FolderTree>(parameters => parameters.Add(x => x.Nodes, nodes));
    }
}
