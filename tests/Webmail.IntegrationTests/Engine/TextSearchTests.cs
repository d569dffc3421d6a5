using MimeKit;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Mail;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Texts become searchable by themselves, and what is likely to be opened is fetched ahead.</summary>
public sealed class TextSearchTests(EngineFixture fixture)
{
    private const int Count = 60;

    [Fact]
    public async Task Texts_AfterTheFirstSync_AreFound()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);

        var person = (await host.SignInAsync(user)).User;
        await EngineHost.EventuallyAsync("every text is indexed", async () => await host.Get<MailFinder>().CoverageAsync(person, null, CancellationToken.None) is { IsComplete: true, Messages: Count });

        // In windows-1251, koi8-r and UTF-8, as plain text and as HTML.
        (await FindAsync(host, person, "предложение")).Messages.Count.ShouldBe(Count / 2);
        (await FindAsync(host, person, "\"waits for our offer\"")).Messages.Count.ShouldBe(Count / 2);
        (await FindAsync(host, person, "report.pdf ")).Messages.Count.ShouldBe(Count / 10);
        var one = await FindAsync(host, person, "ref 000037");
        var row = (await host.Get<MailFinder>().PageAsync(person, one, 0, 10, CancellationToken.None)).Rows.ShouldHaveSingleItem();
        row.Subject.ShouldBe(SampleMail.Subject(37));
    }

    [Fact]
    public async Task Texts_AllowanceSpent_WaitForTomorrow()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 1);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);
        var person = (await host.SignInAsync(user)).User;
        var account = (await host.Mailbox.AccountsAsync(person, CancellationToken.None))[0].Id;

        await EngineHost.EventuallyAsync("the first texts are indexed", async () => await host.Get<MessageTexts>().FetchedTodayAsync(account, CancellationToken.None) > 0);
        await fixture.Server.DeliverAsync(user.Address, new MimeMessage([MailboxAddress.Parse("a@test.local")], [MailboxAddress.Parse(user.Address)], "The actor went round", new TextPart("plain") { Text = "Hello" }));
        await EngineHost.EventuallyAsync("new mail is in the list", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Rows[0].Subject == "The actor went round");

        (await host.Get<MailFinder>().CoverageAsync(person, null, CancellationToken.None)).IsComplete.ShouldBeFalse();
        (await FindAsync(host, person, "subject:report ")).Messages.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Bodies_NewestUnreadAndNeighbours_AreFetchedAhead()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 0);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await EngineHost.EventuallyAsync("the newest unread are here", async () =>
        {
            var rows = (await host.PageAsync(person, SpecialUse.Inbox, 10)).Rows;
            return rows.Count == 10 && (await Task.WhenAll(rows.Select(row => host.Mailbox.FactsAsync(person, row.Id, CancellationToken.None)))).All(facts => facts?.BodyBlob is not null);
        });
        var older = (await host.PageAsync(person, SpecialUse.Inbox, Count)).Rows[^1];
        (await host.Mailbox.FactsAsync(person, older.Id, CancellationToken.None)).ShouldNotBeNull().BodyBlob.ShouldBeNull();

        host.Mailbox.Prefetch([older]);

        await EngineHost.EventuallyAsync("the neighbour is here", async () => (await host.Mailbox.FactsAsync(person, older.Id, CancellationToken.None))?.BodyBlob is not null);
        (await FindAsync(host, person, $"ref {Count - 1:D6}")).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Servers_AskedForWhatIsNotIndexed_AddWhatTheyFind()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 0);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var request = Request("ref 000003");
        (await FindAsync(host, person, "ref 000003")).Messages.ShouldBeEmpty();

        var (result, outcome) = await host.Get<MailFinder>().AskServersAsync(person, request, CancellationToken.None);

        outcome.ShouldBe(ServerSearch.Asked);
        (await host.Get<MailFinder>().PageAsync(person, result, 0, 10, CancellationToken.None)).Rows.ShouldHaveSingleItem().Subject.ShouldBe(SampleMail.Subject(3));
    }

    [Fact]
    public async Task Servers_FormsOfAWordInOtherCharsets_AreFoundToo()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 0);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        var (result, _) = await host.Get<MailFinder>().AskServersAsync(person, Request("предложениями "), CancellationToken.None);

        result.Messages.Count.ShouldBe(Count / 2);
        result.Messages.Distinct().Count().ShouldBe(Count / 2);
    }

    [Fact]
    public async Task Servers_SearchRefused_SaysSoAndTheLocalResultStays()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => (options.TextBytesADay, options.Prefetch) = (0, false));
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, Count);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        // Words of subjects follow the list: one message of twelve is about an invoice.
        await EngineHost.EventuallyAsync("all words are found here", async () => (await FindAsync(host, person, "invoice ")).Messages.Count == Count / 12);
        var local = await FindAsync(host, person, "invoice ");

        // Files that the server may not read: it cannot look through texts and says NO.
        fixture.Server.LockMessages(user.Address);
        var (result, outcome) = await host.Get<MailFinder>().AskServersAsync(person, Request("invoice "), CancellationToken.None);

        outcome.ShouldBe(ServerSearch.Refused);
        result.Messages.ShouldBe(local.Messages);
    }

    private static Task<SearchResult> FindAsync(EngineHost host, UserId person, string text) => host.Get<MailFinder>().FindAsync(person, Request(text), CancellationToken.None);

    private static SearchRequest Request(string text) =>
        new(SearchParser.Parse(text, new DateOnly(2026, 11, 25)), SearchScope.Everything, new MailView.Across(AcrossView.Inbox), TimeZoneInfo.Utc);
}
