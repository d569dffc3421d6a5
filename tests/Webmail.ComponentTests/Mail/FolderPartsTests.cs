using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

public sealed class FolderPartsTests
{
    private static readonly FolderView Work = MailContext.Folder(5, "Work");
    private static readonly FolderView Trash = MailContext.Folder(4, "Trash", SpecialUse.Trash, unread: 5);

    [Fact]
    public void Menu_OrdinaryFolder_CanBeChangedAndChosen()
    {
        using var context = new MailContext();
        SpecialUse? chosen = null;

        var menu = context.Render<FolderMenu>(parameters => parameters.Add(x => x.Id, "m").Add(x => x.Folder, Work).Add(x => x.OnUse, use => chosen = use));
        menu.FindAll("[role=menuitemcheckbox]").Single(item => item.TextContent == "Sent").Click();

        menu.FindAll("[role=menuitem]").Select(item => item.TextContent).ShouldBe(["Mark all as read", "New folder…", "Rename…", "Move folder…", "Delete folder…"]);
        chosen.ShouldBe(SpecialUse.Sent);
    }

    [Fact]
    public void Menu_Trash_CanBeEmptiedButNotRenamed()
    {
        using var context = new MailContext("ru");

        var menu = context.Render<FolderMenu>(parameters => parameters.Add(x => x.Id, "m").Add(x => x.Folder, Trash));

        menu.FindAll("[role=menuitem]").Select(item => item.TextContent).ShouldBe(["Отметить все прочитанными", "Очистить корзину…", "Новая папка…"]);
        menu.FindAll("[role=menuitemcheckbox][aria-checked=true]").Count.ShouldBe(2);
    }

    [Fact]
    public void Menu_ViewOfAllAccounts_OnlyMarksAsRead()
    {
        using var context = new MailContext();

        var menu = context.Render<FolderMenu>(parameters => parameters.Add(x => x.Id, "m"));

        menu.FindAll("button").ShouldHaveSingleItem().TextContent.ShouldBe("Mark all as read");
    }

    [Fact]
    public void Dialog_Rename_StartsWithTheNameAndAnswersWithTheNewOne()
    {
        using var context = new MailContext();
        FolderAnswer? answer = null;
        var dialog = context.Render<FolderDialog>(parameters => parameters.Add(x => x.Ask, new FolderAsk(FolderAction.Rename, new AccountId(1), Work)).Add(x => x.OnAnswer, given => answer = given));

        dialog.Find("input").GetAttribute("value").ShouldBe("Work");
        dialog.Find("input").Input("Office");
        dialog.Find("form").Submit();

        answer.ShouldBe(new FolderAnswer("Office", null));
    }

    [Fact]
    public void Dialog_Move_OffersNeitherItselfNorWhatIsBelow()
    {
        using var context = new MailContext();
        FolderView[] folders = [Work, MailContext.Folder(6, "2026") with { Path = "Work/2026" }, MailContext.Folder(7, "Home")];

        var dialog = context.Render<FolderDialog>(parameters => parameters.Add(x => x.Ask, new FolderAsk(FolderAction.Move, new AccountId(1), Work)).Add(x => x.Folders, folders));

        dialog.FindAll("option").Select(option => option.TextContent).ShouldBe(["(top of the mailbox)", "Home"]);
    }

    [Fact]
    public void Dialog_Empty_AsksWithTheNumber()
    {
        using var context = new MailContext("ru");

        var dialog = context.Render<FolderDialog>(parameters => parameters.Add(x => x.Ask, new FolderAsk(FolderAction.Empty, new AccountId(1), Trash)));

        dialog.Find("p").TextContent.ShouldBe("5 писем будут удалены навсегда. Отменить это нельзя.");
    }

    [Fact]
    public void Job_UnderWay_IsANamedProgressbarWithCancel()
    {
        using var context = new MailContext();
        var cancelled = false;
        var job = new BulkJob(new JobId(1), new UserId(1), new MessageAction.SetFlags(MailFlags.Seen, MailFlags.None), JobState.Running, 1200, 500, 500, null);

        var panel = context.Render<JobPanel>(parameters => parameters.Add(x => x.Job, job).Add(x => x.OnCancel, () => cancelled = true));
        panel.Find("button").Click();

        var bar = panel.Find("[role=progressbar]");
        (bar.GetAttribute("aria-label"), bar.GetAttribute("aria-valuenow"), bar.GetAttribute("aria-valuemax")).ShouldBe(("Marking 1,200 messages as read", "500", "1200"));
        cancelled.ShouldBeTrue();
    }
}
