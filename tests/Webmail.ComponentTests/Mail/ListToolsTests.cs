using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

public sealed class ListToolsTests
{
    [Fact]
    public void Chips_Pressed_AreAddedAndTakenAway()
    {
        using var context = new MailContext();
        ListArrangement? asked = null;
        var tools = Render(context, ListArrangement.Parse(null, null, "starred"), arranged => asked = arranged);

        tools.FindAll("[role=group] button").Select(chip => (chip.TextContent, chip.GetAttribute("aria-pressed"))).ShouldBe([("Unread", "false"), ("Starred", "true"), ("Attachments", "false")]);
        tools.FindAll("[role=group] button")[0].Click();
        asked.ShouldNotBeNull().Filter.ShouldBe(ListFilter.Unread | ListFilter.Starred);
        tools.FindAll("[role=group] button")[1].Click();
        asked.Filter.ShouldBe(ListFilter.None);
    }

    [Fact]
    public void Menu_OtherOrder_BeginsAsIsCustomary()
    {
        using var context = new MailContext();
        ListArrangement? asked = null;
        var tools = Render(context, ListArrangement.Parse("size", "asc", "unread"), arranged => asked = arranged);

        tools.FindAll("[aria-checked=true]").Select(item => item.TextContent).ShouldBe(["By size", "Smallest first"]);
        tools.Find("[role=menuitemradio]:nth-of-type(2)").Click();

        asked.ShouldBe(new ListArrangement(ListSort.Sender, null, ListFilter.Unread, false));
    }

    [Fact]
    public void Menu_Direction_IsWrittenOnlyWhenItIsNotCustomary()
    {
        using var context = new MailContext("ru");
        ListArrangement? asked = null;
        var tools = Render(context, ListArrangement.Parse("sender", null, null), arranged => asked = arranged);

        tools.FindAll("[role=menuitemradio]").Single(item => item.TextContent == "Отправители от Я до А").Click();

        asked.ShouldNotBeNull().ToQuery().ShouldBe("sort=sender&order=desc");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Menu_Conversations_IsASwitch(bool on, bool expected)
    {
        using var context = new MailContext();
        bool? asked = null;
        var tools = context.Render<ListTools>(parameters => parameters
            .Add(x => x.Arrangement, ListArrangement.Default with { Conversations = on })
            .Add(x => x.OnConversations, value => asked = value));

        tools.Find("[role=menuitemcheckbox]").Click();

        asked.ShouldBe(expected);
    }

    private static IRenderedComponent<ListTools> Render(MailContext context, ListArrangement arrangement, Action<ListArrangement> onArrange) =>
        context.Render<ListTools>(parameters => parameters.Add(x => x.Arrangement, arrangement).Add(x => x.OnArrange, onArrange));
}
