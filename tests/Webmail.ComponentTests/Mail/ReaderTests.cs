using Bunit;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Components.Mail;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

public sealed class ReaderTests
{
    private static readonly MailPerson Anna = new("Anna Lebedeva", "anna@example.test");
    private static readonly MailPerson Maria = new("", "maria@example.test");

    private static readonly MessageView Letter = new(
        new MessageId(5),
        new AccountId(1),
        "Quarterly report",
        Anna,
        [Maria],
        [],
        MailContext.Now,
        true,
        "<p>not for the circuit</p>",
        2,
        [new AttachmentView(3, "Отчёт за квартал.pdf", "application/pdf", 2_936_013, false), new AttachmentView(4, "logo.png", "image/png", 900, true)],
        false,
        null);

    [Fact]
    public void Article_Found_IsNamedByItsSubjectAndShowsTheAddress()
    {
        using var context = new MailContext();

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)));

        reader.Find("article").GetAttribute("aria-label").ShouldBe("Quarterly report");
        reader.Find("article h1").TextContent.ShouldBe("Quarterly report");
        reader.Find(".head").TextContent.ShouldContain("anna@example.test");
        reader.Find("summary").TextContent.Trim().ShouldBe("to me");
        reader.Find("time").TextContent.ShouldBe("Today, 12:00");
    }

    [Fact]
    public void Body_IsAFrameAndNothingOfItInThePage()
    {
        using var context = new MailContext();

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)));

        var frame = reader.Find("iframe");
        frame.GetAttribute("title").ShouldBe("Message body");
        frame.GetAttribute("src").ShouldBe("/api/messages/5/body");
        frame.GetAttribute("sandbox").ShouldBe("allow-same-origin allow-popups allow-popups-to-escape-sandbox");
        reader.Markup.ShouldNotContain("not for the circuit");
    }

    [Fact]
    public void Attachments_ListedByNameAndSizeWithoutWhatTheBodyShows()
    {
        using var context = new MailContext();

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)));

        reader.Find("ul").GetAttribute("aria-label").ShouldBe("Attachments");
        var links = reader.FindAll("ul li a");
        links.Select(link => link.GetAttribute("aria-label")).ShouldBe(["Отчёт за квартал.pdf, 2.8 MB", "Preview Отчёт за квартал.pdf"]);
        links.Select(link => link.GetAttribute("href")).ShouldBe(["/api/messages/5/parts/3", "/api/messages/5/parts/3/pdf"]);
    }

    [Fact]
    public void RemoteImages_Blocked_AreANoteNotAnAlert()
    {
        using var context = new MailContext();

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)));

        reader.Find("[role=note]").TextContent.ShouldContain("Remote images are blocked");
        reader.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void Toolbar_HasTheActionsAndOneTabStop()
    {
        using var context = new MailContext();

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)));

        var buttons = reader.FindAll("[role=toolbar][aria-label='Message actions'] button");
        buttons.Select(button => button.GetAttribute("aria-label")).ShouldBe(
            ["Reply", "Reply all", "Forward", "Archive", "Delete", "Move to…", "Junk", "Mark as unread", "Star", "More actions"]);
        buttons.Count(button => button.GetAttribute("tabindex") == "0").ShouldBe(1);
    }

    [Fact]
    public void Toolbar_Delete_IsReported()
    {
        using var context = new MailContext();
        ReaderAction? asked = null;

        var reader = Render(context, Opened(new LoadedMessage.Found(Letter)), action => asked = action);
        reader.Find("button[aria-label=Delete]").Click();

        asked.ShouldBe(ReaderAction.Delete);
    }

    [Fact]
    public void Body_ServerDown_OneCalmAlertAndTheHeadersStay()
    {
        using var context = new MailContext();
        var retried = false;

        var reader = Render(context, Opened(new LoadedMessage.Unavailable(new MailFault(MailFaultKind.Network, "connection refused"))), onRetry: () => retried = true);

        var alert = reader.FindAll("article [role=alert]").Single();
        alert.TextContent.ShouldContain("The text of this message is still on the server");
        alert.TextContent.ShouldContain("connection refused");
        reader.Find(".head").TextContent.ShouldContain("Anna Lebedeva");
        reader.FindAll("iframe").ShouldBeEmpty();
        alert.QuerySelector("button").ShouldNotBeNull().Click();
        retried.ShouldBeTrue();
    }

    [Fact]
    public void Body_OnItsWay_HeadersAreThereAndNothingAlarms()
    {
        using var context = new MailContext("ru");

        var reader = Render(context, Opened(null));

        reader.Find("h1").TextContent.ShouldBe("Quarterly report");
        reader.Find("[role=progressbar]").GetAttribute("aria-label").ShouldBe("Открываем письмо");
        reader.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public void Conversation_IsAnArticleAMessage_ReadOnesAreClosed()
    {
        using var context = new MailContext();
        MessageId? toggled = null;

        var reader = RenderThread(context, id => toggled = id);

        reader.FindAll("article").Select(article => article.GetAttribute("aria-label")).ShouldBe(["Plan", "Re: Plan", "Quarterly report"]);
        reader.FindAll("article > button").Select(line => line.GetAttribute("aria-expanded")).ShouldBe(["false", "false", "true"]);
        reader.FindAll("article iframe").Count.ShouldBe(1);
        reader.FindAll("[role=toolbar]").Count.ShouldBe(1);
        reader.Find(".reading").GetAttribute("data-message").ShouldBe("5");
        reader.FindAll("article > button")[1].TextContent.ShouldContain("me");
        reader.FindAll("article > button")[0].Click();
        toggled.ShouldBe(new MessageId(1));
    }

    [Theory]
    [InlineData("en", "Retry", true)]
    [InlineData("en", "Drop", false)]
    [InlineData("ru", "Повторить", true)]
    [InlineData("ru", "Отбросить", false)]
    public void Refusal_IsANoteWithTheServersWordsAndTwoAnswers(string language, string button, bool tryAgain)
    {
        using var context = new MailContext(language);
        RefusalAnswer? answer = null;
        var open = new OpenMessage(Letter.Id, MailContext.Row(5, flags: MailFlags.Seen) with { Failure = "Mailbox is read-only" }, null, new LoadedMessage.Found(Letter with { BlockedImages = 0 }), 0);

        var reader = Render(context, open, onRefusal: given => answer = given);

        var note = reader.FindAll("article [role=note]").Single();
        note.TextContent.ShouldContain("Mailbox is read-only");
        reader.FindAll("[role=alert]").ShouldBeEmpty();
        note.QuerySelectorAll("button").Single(candidate => candidate.TextContent == button).Click();
        answer.ShouldBe(new RefusalAnswer(Letter.Id, tryAgain));
    }

    [Fact]
    public void MoreActions_MoveAndCopy_OtherMailboxesAreGroupsOfMove()
    {
        using var context = new MailContext();
        MoveTarget? moved = null;
        MoveTarget? copied = null;
        var mine = MailContext.Account(1, "maria@example.test", MailContext.Folder(1, "INBOX", SpecialUse.Inbox), MailContext.Folder(2, "Archive", SpecialUse.Archive));
        var other = MailContext.Account(2, "maria@work.test", MailContext.Folder(7, "INBOX", SpecialUse.Inbox, account: 2), MailContext.Folder(8, "Drafts", SpecialUse.Drafts, account: 2), MailContext.Folder(9, "Plans", account: 2));

        var reader = context.Render<Reader>(parameters => parameters
            .Add(x => x.Open, Opened(new LoadedMessage.Found(Letter)))
            .Add(x => x.BackHref, "/mail/1")
            .Add(x => x.Total, 10)
            .Add(x => x.Account, mine)
            .Add(x => x.Accounts, [mine, other])
            .Add(x => x.Folder, mine.Folders[0])
            .Add(x => x.OnMove, target => moved = target)
            .Add(x => x.OnCopy, target => copied = target));

        reader.FindAll("[role=menu][aria-label='More actions'] [role=menuitem]").Select(item => (item.TextContent, item.GetAttribute("data-submenu"))).Take(2)
            .ShouldBe([("Move to…", "reader-move"), ("Copy to…", "reader-copy")]);
        var move = reader.Find("[role=menu][aria-label='Move to…']");
        move.QuerySelectorAll("[role=menuitem]").Select(item => item.TextContent.Trim()).ShouldBe(["Archive", "Inbox", "Plans"]);
        var group = move.QuerySelectorAll("[role=group]").ShouldHaveSingleItem();
        group.GetAttribute("aria-label").ShouldBe("maria@work.test");
        group.QuerySelectorAll("[role=menuitem]").Select(item => item.TextContent.Trim()).ShouldBe(["Inbox", "Plans"]);
        reader.FindAll("[role=menu][aria-label='Copy to…'] [role=menuitem]").Select(item => item.TextContent.Trim()).ShouldBe(["Archive"]);

        reader.FindAll("[role=menu][aria-label='Move to…'] [role=group] [role=menuitem]")[1].Click();
        reader.Find("[role=menu][aria-label='Copy to…'] [role=menuitem]").Click();

        moved.ShouldNotBeNull().Folder.ShouldBe(new FolderId(9));
        copied.ShouldNotBeNull().Folder.ShouldBe(new FolderId(2));
    }

    private static IRenderedComponent<Reader> RenderThread(MailContext context, Action<MessageId> onToggle)
    {
        var newest = Opened(new LoadedMessage.Found(Letter));
        var first = MailContext.Row(1, "Plan", MailFlags.Seen);
        var mine = MailContext.Row(2, "Re: Plan", MailFlags.Seen) with { IsOutgoing = true };
        return context.Render<Reader>(parameters => parameters
            .Add(x => x.Open, newest)
            .Add(x => x.Thread, [Line(first), Line(mine), new ThreadMessage(newest, true)])
            .Add(x => x.OnToggle, onToggle)
            .Add(x => x.BackHref, "/mail/1")
            .Add(x => x.Total, 10)
            .Add(x => x.Account, MailContext.Account(1, "maria@example.test", MailContext.Folder(1, "INBOX", SpecialUse.Inbox))));

        static ThreadMessage Line(MessageRow row) => new(new OpenMessage(row.Id, row, null, null, null), false);
    }

    private static OpenMessage Opened(LoadedMessage? body) => new(Letter.Id, MailContext.Row(5, flags: MailFlags.Seen), null, body, 0);

    private static IRenderedComponent<Reader> Render(MailContext context, OpenMessage open, Action<ReaderAction>? onAction = null, Action? onRetry = null, Action<RefusalAnswer>? onRefusal = null) =>
        context.Render<Reader>(parameters => parameters
            .Add(x => x.Open, open)
            .Add(x => x.BackHref, "/mail/1")
            .Add(x => x.Total, 10)
            .Add(x => x.Account, MailContext.Account(1, "maria@example.test", MailContext.Folder(1, "INBOX", SpecialUse.Inbox)))
            .Add(x => x.OnAction, onAction ?? (_ => { }))
            .Add(x => x.OnRetry, onRetry ?? (() => { }))
            .Add(x => x.OnRefusal, onRefusal ?? (_ => { })));
}
