using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

public sealed class MessageSelectionTests
{
    private static readonly RowKey First = RowKey.Of(new MessageId(1));

    [Fact]
    public void Toggle_Twice_IsEmptyAgainAndKeepsTheAnchor()
    {
        var selection = new MessageSelection();

        selection.Toggle(First, 4);
        selection.Toggle(First, 4);

        selection.IsEmpty.ShouldBeTrue();
        selection.Anchor.ShouldBe(4);
    }

    [Fact]
    public void Messages_DraftAmongThem_AreOnlyWhatAServerHas()
    {
        var selection = new MessageSelection();

        selection.Replace([First, RowKey.Of(MailContext.Row(0) with { Draft = new DraftId(9) }), RowKey.Of(MailContext.Row(0) with { Outbox = new OutboxId(9) })]);

        selection.Count.ShouldBe(3);
        selection.Messages.ShouldBe([new MessageId(1)]);
        selection.Drafts.ShouldBe([new DraftId(9)]);
    }

    [Fact]
    public void SelectAll_HoldsWhatIsNotOnTheScreen_AndLeavesOutWhatIsUnticked()
    {
        var selection = new MessageSelection();

        selection.SelectAll(1000);
        selection.Toggle(First, 0);

        (selection.IsAll, selection.Count).ShouldBe((true, 999));
        selection.Contains(First).ShouldBeFalse();
        selection.Contains(RowKey.Of(new MessageId(2))).ShouldBeTrue();
        selection.Except.ShouldBe([new MessageId(1)]);
        selection.Messages.ShouldBeEmpty();
    }

    [Fact]
    public void Replace_AfterAll_IsOneByOneAgain()
    {
        var selection = new MessageSelection();
        selection.SelectAll(1000);

        selection.Replace([First]);

        (selection.IsAll, selection.Count).ShouldBe((false, 1));
    }
}
