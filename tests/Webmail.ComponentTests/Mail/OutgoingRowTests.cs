using AngleSharp.Dom;
using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

/// <summary>What a row says of a message on its way out, and what can be done with it.</summary>
public sealed class OutgoingRowTests
{
    private static readonly DateTimeOffset Due = MailContext.Row(1).Received.AddDays(400);

    [Theory]
    [InlineData(OutboxState.Queued, false, 0, null, "Leaves in a moment", "Take back and edit")]
    [InlineData(OutboxState.Queued, true, 0, null, "Leaves ", "Send now,Take back and edit")]
    [InlineData(OutboxState.Queued, false, 2, "4.7.1 Greylisted", "Greylisted", "Send now,Take back and edit")]
    [InlineData(OutboxState.Submitting, false, 1, null, "Being sent", "")]
    [InlineData(OutboxState.Rejected, false, 1, "5.1.1 User unknown", "There is no such address. “5.1.1 User unknown”", "Edit,Understood")]
    [InlineData(OutboxState.Uncertain, false, 1, null, "May have left", "It was sent,Send again,Edit")]
    [InlineData(OutboxState.Submitted, false, 1, null, "its copy goes to Sent", "")]
    public void Row_OnItsWayOut_SaysWhatHappensAndOffersWhatHelps(OutboxState state, bool scheduled, int attempts, string? words, string says, string buttons)
    {
        using var context = new MailContext();

        var row = Render(context, new OutboxStatus(state, Due, scheduled, attempts, []), words);

        row.QuerySelector(".preview").ShouldNotBeNull().TextContent.ShouldContain(says);
        Buttons(row).ShouldBe(buttons.Length == 0 ? [] : buttons.Split(','));
    }

    [Fact]
    public void Row_OneRecipientRefused_SaysWho()
    {
        using var context = new MailContext();

        var row = Render(context, new OutboxStatus(OutboxState.Done, Due, false, 1, [new RefusedRecipient("eve@example.org", "5.2.2 over quota")]), null);

        row.QuerySelector(".preview").ShouldNotBeNull().TextContent.ShouldContain("Not delivered to eve@example.org: The recipient’s mailbox is full.");
        Buttons(row).ShouldBe(["Understood"]);
    }

    [Fact]
    public void Row_OfTheDraftsFolder_OpensInTheComposer()
    {
        using var context = new MailContext();

        var row = context.Render<MessageListRow>(parameters => parameters
            .Add(component => component.Row, MailContext.Row(7) with { IsDraft = true, IsOutgoing = true }).Add(component => component.Index, 0)
            .Add(component => component.Href, "/mail/drafts/7").Add(component => component.Today, default));

        row.Find("a").GetAttribute("data-compose-message").ShouldBe("7");
    }

    private static IElement Render(MailContext context, OutboxStatus status, string? words) => context.Render<MessageListRow>(parameters => parameters
        .Add(component => component.Row, MailContext.Row(0) with { Outbox = new OutboxId(5), Outgoing = status, Failure = words }).Add(component => component.Index, 0)
        .Add(component => component.Href, null).Add(component => component.Today, default)).Find("[role=row]");

    private static IEnumerable<string> Buttons(IElement row) => row.QuerySelectorAll(".row-actions button").Select(button => button.TextContent);
}
