using System.Globalization;
using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

public sealed class MessageListTests
{
    private static readonly MailView Inbox = new MailView.OfFolder(new FolderId(7));

    [Fact]
    public void List_Window_SaysWhereItIsInTheWholeView()
    {
        using var context = new MailContext();

        var list = Render(context, Page(total: 20_000, first: 500, count: 3));

        var grid = list.Find("[role=grid]");
        grid.GetAttribute("aria-label").ShouldBe("Messages");
        grid.GetAttribute("aria-rowcount").ShouldBe("20000");
        list.FindAll("[role=row]").Select(row => row.GetAttribute("aria-rowindex")).ShouldBe(["501", "502", "503"]);
        list.FindAll("[role=row]").ShouldAllBe(row => row.QuerySelector("[role=gridcell] .subject") != null);
    }

    [Fact]
    public void List_Empty_IsStillAGrid()
    {
        using var context = new MailContext();

        var list = Render(context, MessagePage.Empty);

        list.Find("[role=grid]").GetAttribute("aria-rowcount").ShouldBe("0");
        list.FindAll("[role=row]").ShouldBeEmpty();
    }

    [Fact]
    public void Rows_OneOpen_OnlyThatOneIsSelected()
    {
        using var context = new MailContext();

        var list = Render(context, Page(3, 0, 3), open: new MessageId(2));

        list.FindAll("[role=row]").Select(row => row.GetAttribute("aria-selected")).ShouldBe(["false", "true", "false"]);
    }

    [Fact]
    public void Rows_SomeTicked_TheOpenOneNoLongerCounts()
    {
        using var context = new MailContext();
        var selection = new MessageSelection();
        selection.Toggle(RowKey.Of(new MessageId(3)), 2);

        var list = Render(context, Page(3, 0, 3), selection, open: new MessageId(2));

        list.FindAll("[role=row]").Select(row => row.GetAttribute("aria-selected")).ShouldBe(["false", "false", "true"]);
    }

    [Fact]
    public void Rows_TabKey_ReachesExactlyOne()
    {
        using var context = new MailContext();

        var list = Render(context, Page(40, 10, 5), focused: 12);

        list.FindAll("[role=row][tabindex='0']").Single().GetAttribute("aria-rowindex").ShouldBe("13");
        list.FindAll("[role=row] button").ShouldAllBe(button => button.GetAttribute("tabindex") == "-1");
    }

    [Fact]
    public void Rows_FocusOutOfTheWindow_TabReachesTheFirstRendered()
    {
        using var context = new MailContext();

        var list = Render(context, Page(40, 10, 5), focused: 0);

        list.FindAll("[role=row][tabindex='0']").Single().GetAttribute("aria-rowindex").ShouldBe("11");
    }

    [Fact]
    public void Rows_Links_WorkBeforeTheCircuit()
    {
        using var context = new MailContext();
        var draft = MailContext.Row(9) with { Draft = new DraftId(4) };
        var queued = MailContext.Row(8) with { Outbox = new OutboxId(5) };

        var list = Render(context, new MessagePage(3, 0, [MailContext.Row(1), draft, queued]));

        list.FindAll("[role=row] a").Select(link => link.GetAttribute("href")).ShouldBe(["/mail/7/1", "/compose/4"]);
    }

    [Fact]
    public void Row_Refused_ShowsTheServersWords()
    {
        using var context = new MailContext();

        var list = Render(context, new MessagePage(1, 0, [MailContext.Row(1) with { Failure = "no such folder" }]));

        list.Find(".preview").TextContent.ShouldBe("Not done: no such folder");
        list.Find("[role=row]").GetAttribute("aria-label").ShouldNotBeNull().ShouldEndWith("failed: no such folder");
    }

    [Fact]
    public void Row_ArchiveButton_ReportsTheRow()
    {
        using var context = new MailContext();
        RowRequest? asked = null;

        var list = Render(context, Page(1, 0, 1), onAction: request => asked = request);
        list.Find("button[aria-label=Archive]").Click();

        asked.ShouldNotBeNull().Action.ShouldBe(RowAction.Archive);
        asked.Row.Id.ShouldBe(new MessageId(1));
    }

    [Fact]
    public void Row_CheckedWithShift_AsksToExtend()
    {
        using var context = new MailContext();
        RowCheck? check = null;

        var list = Render(context, Page(2, 0, 2), onCheck: value => check = value);
        list.FindAll("[role=checkbox]")[1].Click(new Microsoft.AspNetCore.Components.Web.MouseEventArgs { ShiftKey = true });

        check.ShouldBe(new RowCheck(MailContext.Row(2), 1, true));
    }

    [Theory]
    [InlineData("en", "Anna, me, Boris", ", 7 messages")]
    [InlineData("ru", "Anna, я, Boris", ", 7 писем")]
    public void Row_Conversation_NamesWhoWroteAndHowMany(string language, string who, string end)
    {
        using var context = new MailContext(language);
        var row = Conversation(1, 7, Sender("Anna Lebedeva"), Sender("Maria", isMe: true), Sender("Boris Petrov"));

        var list = Render(context, new MessagePage(1, 0, [row]));

        list.Find(".who").TextContent.ShouldBe(who);
        list.Find(".thread-count").TextContent.ShouldBe("7");
        list.Find("[role=row]").GetAttribute("aria-label").ShouldNotBeNull().ShouldEndWith(end);
    }

    [Fact]
    public void Row_ConversationOfOne_IsNamedLikeItsMessage()
    {
        using var context = new MailContext();

        var list = Render(context, new MessagePage(1, 0, [Conversation(1, 1, Sender("Anna Lebedeva"))]));

        list.Find(".who").TextContent.ShouldBe("Anna Lebedeva");
        list.FindAll(".thread-count").ShouldBeEmpty();
        list.Find("[role=row]").GetAttribute("aria-label").ShouldNotBeNull().ShouldEndWith(", 1 message");
    }

    [Fact]
    public void Row_ConversationOpenByAnOlderMessage_IsSelected()
    {
        using var context = new MailContext();

        var list = Render(context, new MessagePage(2, 0, [Conversation(1, 2, Sender("Anna")), Conversation(2, 2, Sender("Boris"))]), open: new MessageId(99), openIndex: 1);

        list.FindAll("[role=row]").Select(row => row.GetAttribute("aria-selected")).ShouldBe(["false", "true"]);
    }

    [Fact]
    public void Rows_OfAnArrangedList_KeepItsQueryInTheirAddresses()
    {
        using var context = new MailContext();

        var list = Render(context, Page(1, 0, 1), query: "sort=size");

        list.Find("[role=row] a").GetAttribute("href").ShouldBe("/mail/7/1?sort=size");
    }

    [Fact]
    public void Row_NothingOfItChanged_IsNotRenderedAgain()
    {
        using var context = new MailContext();
        var page = Page(2, 0, 2);
        var list = Render(context, page);
        var rows = list.FindComponents<MessageListRow>();
        var before = rows.Select(row => row.RenderCount).ToList();

        list.Render(parameters => parameters.Add(x => x.Page, page with { Rows = [page.Rows[0], page.Rows[1] with { Flags = MailFlags.Seen }] }));

        rows.Select(row => row.RenderCount).ShouldBe([before[0], before[1] + 1]);
    }

    [Theory]
    [InlineData("en", "Retry", RowAction.Retry)]
    [InlineData("en", "Drop", RowAction.Drop)]
    [InlineData("ru", "Повторить", RowAction.Retry)]
    [InlineData("ru", "Отбросить", RowAction.Drop)]
    public void Rows_Refused_SayWhyAndWhatCanBeDone(string language, string button, RowAction expected)
    {
        using var context = new MailContext(language);
        RowRequest? asked = null;

        var list = Render(context, new MessagePage(2, 0, [MailContext.Row(1) with { Failure = "Mailbox is read-only" }, MailContext.Row(2)]), focused: 0, onAction: request => asked = request);
        var row = list.FindAll("[role=row]")[0];
        row.TextContent.ShouldContain("Mailbox is read-only");
        var pressed = row.QuerySelectorAll("[role=gridcell] button.btn").Single(candidate => candidate.TextContent == button);
        // The row has the keyboard: Tab goes on to its buttons.
        pressed.GetAttribute("tabindex").ShouldBe("0");
        pressed.Click();

        asked.ShouldNotBeNull().Action.ShouldBe(expected);
        asked.Row.Id.ShouldBe(new MessageId(1));
        list.FindAll("[role=row]")[1].QuerySelectorAll("button.btn").ShouldBeEmpty();
    }

    private static MessageRow Conversation(long id, int count, params ConversationSender[] senders) =>
        MailContext.Row(id) with { Conversation = new ConversationSummary(new ConversationKey(new AccountId(1), id), count, senders) };

    private static ConversationSender Sender(string name, bool isMe = false) => new(new MailPerson(name, name + "@example.test"), isMe);

    private static MessagePage Page(int total, int first, int count) =>
        new(total, first, [.. Enumerable.Range(first + 1, count).Select(id => MailContext.Row(id))]);

    private static IRenderedComponent<MessageList> Render(
        MailContext context,
        MessagePage page,
        MessageSelection? selection = null,
        MessageId? open = null,
        int? focused = null,
        int? openIndex = null,
        string query = "",
        Action<RowCheck>? onCheck = null,
        Action<RowRequest>? onAction = null) => context.Render<MessageList>(parameters => parameters
            .Add(x => x.Page, page)
            .Add(x => x.View, Inbox)
            .Add(x => x.Selection, selection ?? new MessageSelection())
            .Add(x => x.Today, DateOnly.Parse("2026-11-23", CultureInfo.InvariantCulture))
            .Add(x => x.Open, open)
            .Add(x => x.Focused, focused)
            .Add(x => x.OpenIndex, openIndex)
            .Add(x => x.Query, query)
            .Add(x => x.OnCheck, onCheck ?? (_ => { }))
            .Add(x => x.OnAction, onAction ?? (_ => { })));
}
