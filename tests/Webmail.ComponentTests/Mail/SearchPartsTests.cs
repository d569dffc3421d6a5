using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

public sealed class SearchPartsTests
{
    private static readonly MailView Inbox = new MailView.OfFolder(new FolderId(7));

    [Fact]
    public void Box_IsASearchboxOfAForm_ThatWorksWithoutScript()
    {
        using var context = new MailContext();

        var box = context.Render<SearchBox>(parameters => parameters.Add(p => p.View, Inbox).Add(p => p.Search, Shown("report")));

        var input = box.Find("[role=searchbox]");
        (input.GetAttribute("aria-label"), input.GetAttribute("name"), input.GetAttribute("value")).ShouldBe(("Search mail", "q", "report"));
        (box.Find("form").GetAttribute("action"), box.Find("form").GetAttribute("method")).ShouldBe(("/mail/7", "get"));
    }

    [Fact]
    public void Box_RenderedAgain_LeavesWhatIsTyped()
    {
        using var context = new MailContext();
        var box = context.Render<SearchBox>(parameters => parameters.Add(p => p.View, Inbox).Add(p => p.Search, Shown("rep")));

        box.Render(parameters => parameters.Add(p => p.View, Inbox).Add(p => p.Search, Shown("report")));

        box.Find("input").GetAttribute("value").ShouldBe("rep");
        box.Find("form").GetAttribute("data-query").ShouldBe("report");
    }

    [Fact]
    public void Chips_Pressed_SayWhatTheSearchHolds()
    {
        using var context = new MailContext();
        string? changed = null;
        var chips = context.Render<SearchChips>(parameters => parameters
            .Add(p => p.ViewTitle, "Inbox").Add(p => p.Search, Shown("report is:unread", SearchScope.View)).Add(p => p.HasAccountScope, true).Add(p => p.OnText, text => changed = text));

        chips.FindAll("[aria-pressed=true]").Select(chip => chip.TextContent).ShouldBe(["Only “Inbox”", "Unread"]);
        chips.FindAll("[aria-pressed=true]")[1].Click();
        changed.ShouldBe("report");
        chips.FindAll("button").Single(chip => chip.TextContent == "Has attachment").Click();
        changed.ShouldBe("report is:unread has:attachment ");
    }

    [Theory]
    [InlineData("en", "“before:x” is left out: write 2026-03-01, 01.03.2026 or 7d.")]
    [InlineData("ru", "«before:x» не учтено: напишите 2026-03-01, 01.03.2026 или 7д.")]
    public void Chips_Problem_IsSaid(string language, string text)
    {
        using var context = new MailContext(language);

        var chips = context.Render<SearchChips>(parameters => parameters.Add(p => p.ViewTitle, "Inbox").Add(p => p.Search, Shown("before:x")));

        chips.Find("[role=note]").TextContent.ShouldBe(text);
    }

    [Fact]
    public void Row_WithMarks_ShowsTheSnippetAndTheHits()
    {
        using var context = new MailContext();
        var row = MailContext.Row(1) with { Marks = new RowMarks([new TextMark(5, 8)], [new TextMark(10, 6)], "…the <b> report", [new TextMark(9, 6)]) };

        var list = context.Render<MessageList>(parameters => parameters
            .Add(p => p.Page, new MessagePage(1, 0, [row])).Add(p => p.View, Inbox).Add(p => p.Selection, new MessageSelection()).Add(p => p.Today, new DateOnly(2026, 11, 23)).Add(p => p.Query, "q=a%20b%26c"));

        list.FindAll("mark").Select(mark => mark.TextContent).ShouldBe(["Lebedeva", "report", "report"]);
        list.Find(".preview").TextContent.ShouldBe("…the <b> report");
        list.Find("a.row-link").GetAttribute("href").ShouldBe("/mail/7/1?q=a%20b%26c");
    }

    [Fact]
    public void Marked_MarksOutsideTheText_AreLeftOut()
    {
        using var context = new MailContext();

        var marked = context.Render<Marked>(parameters => parameters.Add(p => p.Text, "report").Add(p => p.Marks, [new TextMark(0, 2), new TextMark(1, 2), new TextMark(4, 9)]));

        marked.Markup.ShouldBe("<mark>re</mark>port");
    }

    [Fact]
    public void Note_TextsMissing_OffersToAskTheServers()
    {
        using var context = new MailContext();
        var asked = false;

        var note = context.Render<SearchNote>(parameters => parameters.Add(p => p.Search, Covered(ServerSearch.NotAsked)).Add(p => p.OnAsk, () => asked = true));
        note.Find("button").TextContent.ShouldBe("Ask the mail servers as well");
        note.Find("button").Click();

        asked.ShouldBeTrue();
    }

    [Theory]
    [InlineData(ServerSearch.Asking, "The servers are asked for older messages…")]
    [InlineData(ServerSearch.Asked, "What the servers found is included.")]
    [InlineData(ServerSearch.Refused, "A mail server does not search or did not answer; the others are included.")]
    public void Note_ServersAsked_SaysWhatCameOfIt(ServerSearch servers, string text)
    {
        using var context = new MailContext();

        var note = context.Render<SearchNote>(parameters => parameters.Add(p => p.Search, Covered(servers)));

        note.FindAll("button").ShouldBeEmpty();
        note.Find("[aria-live=polite]").TextContent.ShouldBe(text);
    }

    [Fact]
    public void Note_EverythingIndexed_IsNotThere()
    {
        using var context = new MailContext();

        context.Render<SearchNote>(parameters => parameters.Add(p => p.Search, Shown("x") with { Coverage = new SearchCoverage(10, 10) })).Markup.Trim().ShouldBeEmpty();
    }

    [Fact]
    public void NothingFound_InOneView_OffersTheRest()
    {
        using var context = new MailContext();
        SearchScope? asked = null;

        var nothing = context.Render<NothingFound>(parameters => parameters.Add(p => p.Search, Shown("x", SearchScope.View)).Add(p => p.OnScope, scope => asked = scope));
        nothing.Find("button").Click();

        asked.ShouldBe(SearchScope.Everything);
        context.Render<NothingFound>(parameters => parameters.Add(p => p.Search, Shown("x"))).FindAll("button").ShouldBeEmpty();
    }

    private static ShownSearch Covered(ServerSearch servers) => Shown("x") with { Coverage = new SearchCoverage(10, 4), Servers = servers };

    private static ShownSearch Shown(string text, SearchScope scope = SearchScope.Everything)
    {
        var query = SearchParser.Parse(text, new DateOnly(2026, 11, 23));
        return new ShownSearch(new SearchRequest(query, scope, Inbox, TimeZoneInfo.Utc), SearchResult.Nothing(query), null);
    }
}
