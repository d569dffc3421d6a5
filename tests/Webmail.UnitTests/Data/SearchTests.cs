using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

/// <summary>Both databases find the same.</summary>
public sealed class SearchTests
{
    [Theory]
    [EveryDatabase("договор", "1 2")]
    [EveryDatabase("ДОГОВОРАМ ", "1 2")]
    [EveryDatabase("дого", "1 2")]
    [EveryDatabase("ёлка ", "3")]
    [EveryDatabase("елки ", "3")]
    [EveryDatabase("cafe ", "4")]
    [EveryDatabase("meeting invoice ", "4")]
    [EveryDatabase("\"поставки договора\"", "")]
    [EveryDatabase("\"договор поставки\"", "1")]
    [EveryDatabase("договор -поставка", "2")]
    [EveryDatabase("from:лебедева", "1 3")]
    [EveryDatabase("from:lebedeva@supply.example ", "1 3")]
    [EveryDatabase("to:ann@example.org ", "1 2 3 4")]
    [EveryDatabase("to:лебедева ", "2")]
    [EveryDatabase("subject:лебедева ", "4")]
    [EveryDatabase("from:anna ", "")]
    [EveryDatabase("has:attachment", "2")]
    [EveryDatabase("-has:attachment from:лебедева", "1 3")]
    [EveryDatabase("is:unread", "1 2 4")]
    [EveryDatabase("is:read", "3")]
    [EveryDatabase("is:starred договор", "2")]
    [EveryDatabase("larger:1M", "2")]
    [EveryDatabase("smaller:1M дого", "1")]
    [EveryDatabase("before:2026-02-03 ", "1 2")]
    [EveryDatabase("after:2026-02-03 ", "3 4")]
    [EveryDatabase("after:2026-02-02 before:2026-02-04", "2 3")]
    [EveryDatabase("-дого", "3 4")]
    [EveryDatabase("2026/118 ", "1")]
    [EveryDatabase("nothing", "")]
    [EveryDatabase("u1 ", "")]
    public async Task FindAsync_FindsWhatWasAsked(Database database, string text, string expected)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Inbox, Letters);

        (await FindAsync(store, account, text)).ShouldBe(expected);
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_OtherPeoplesMail_IsNotFound(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (mine, theirs) = (await store.AddAccountAsync(), await store.AddAccountAsync());
        await ReceiveAsync(theirs, theirs.Inbox, Letters);

        (await FindAsync(store, mine, "договор")).ShouldBe("");
        (await FindAsync(store, mine, "-nothing")).ShouldBe("");
        (await FindAsync(store, mine, "is:unread")).ShouldBe("");
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_Scopes_ConfineIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        await ReceiveAsync(first, first.Inbox, [Letter(1, "report one")]);
        await ReceiveAsync(first, first.Work, [Letter(2, "report two")]);
        await ReceiveAsync(second, second.Inbox, [Letter(3, "report three")]);
        await ReceiveAsync(second, second.Trash, [Letter(4, "report four")]);
        var work = new MailView.OfFolder(first.Work);

        (await FindAsync(store, first, "report", SearchScope.Everything, work)).ShouldBe("1 2 3");
        (await FindAsync(store, first, "report", SearchScope.Account, work)).ShouldBe("1 2");
        (await FindAsync(store, first, "report", SearchScope.View, work)).ShouldBe("2");
        (await FindAsync(store, first, "report", SearchScope.View, new MailView.Across(AcrossView.Inbox))).ShouldBe("1 3");
        (await FindAsync(store, first, "report", SearchScope.View, new MailView.OfFolder(second.Trash))).ShouldBe("4");
        (await FindAsync(store, first, "report in:trash")).ShouldBe("4");
        (await FindAsync(store, first, "report в:корзина")).ShouldBe("4");
        (await FindAsync(store, first, "report in:wor")).ShouldBe("2");
        (await FindAsync(store, first, "report -in:inbox")).ShouldBe("2");
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_UnknownFolder_SaysSo(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        var result = await SearchAsync(store, account, "in:nowhere word");

        result.Problems.ShouldBe([new SearchProblem(SearchProblemKind.NoFolder, "nowhere")]);
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_MessageGone_IsNotFound(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Inbox, Letters);

        await account.ApplyAsync(account.Inbox, TestAccount.Delta(vanished: [1]));

        (await FindAsync(store, account, "договор")).ShouldBe("2");
        (await IndexedAsync(store)).ShouldBe(3);
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_FolderGone_LeavesNothingInTheIndex(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Work, Letters);

        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. TestAccount.Folders.Where(f => f.Path != "Work")], CancellationToken.None);

        (await IndexedAsync(store)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_OddTexts_NeitherBreakNorEscapeTheQuery(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Inbox, [Letter(1, "O'Brien \"quoted\" a\\b & c | d ! (e) *:A NEAR( OR AND NOT"), .. Letters.Skip(1)]);

        foreach (var text in new[] { "o'brien ", "\"a\\b\"", "near or and not", "*", "'", "a:*", "\"", "\\", "e) OR (scope", "{scope} : u1", "\ud800", "a\0b", "\u0306\u0306" })
            await Should.NotThrowAsync(() => FindAsync(store, account, text), text);
        (await FindAsync(store, account, "o'brien ")).ShouldBe("1");
        (await FindAsync(store, account, "near or and not")).ShouldBe("1");
    }

    [Theory, EveryDatabase]
    public async Task AddAsync_Text_IsFoundAndShown(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await ReceiveAsync(account, account.Inbox, Letters))[0];
        var text = string.Join(' ', Enumerable.Repeat("Многословие.", 300)) + " Приложена финальная редакция соглашения, пункт 4.2.";

        await store.Get<MessageTexts>().AddAsync(account.Id, [new NewText(id, text, ["График платежей.xlsx"], 5000)], CancellationToken.None);

        (await FindAsync(store, account, "соглашение")).ShouldBe("1");
        (await FindAsync(store, account, "договор соглашение лебедева")).ShouldBe("1");
        (await FindAsync(store, account, "график")).ShouldBe("1");
        (await FindAsync(store, account, "subject:соглашение")).ShouldBe("");
        var row = await RowAsync(store, account, "соглашение");
        var snippet = row.Marks.ShouldNotBeNull().Snippet.ShouldNotBeNull();
        Marked(snippet, row.Marks.Preview).ShouldBe(["соглашения"]);
        snippet.Length.ShouldBeLessThan(200);
        Marked((await RowAsync(store, account, "платежи ")).Marks.ShouldNotBeNull().Snippet.ShouldNotBeNull(), (await RowAsync(store, account, "платежи ")).Marks.ShouldNotBeNull().Preview).ShouldBe(["платежей"]);
    }

    [Theory, EveryDatabase]
    public async Task AddAsync_Twice_KeepsTheLast(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await ReceiveAsync(account, account.Inbox, Letters))[0];
        var texts = store.Get<MessageTexts>();

        await texts.AddAsync(account.Id, [new NewText(id, "первая", [], 10)], CancellationToken.None);
        await texts.AddAsync(account.Id, [new NewText(id, "вторая", [], 20)], CancellationToken.None);

        (await FindAsync(store, account, "первая")).ShouldBe("");
        (await FindAsync(store, account, "вторая")).ShouldBe("1");
        (await FindAsync(store, account, "договор")).ShouldBe("1 2");
        (await texts.FetchedTodayAsync(account.Id, CancellationToken.None)).ShouldBe(30);
        store.Time.Advance(TimeSpan.FromDays(1));
        (await texts.FetchedTodayAsync(account.Id, CancellationToken.None)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task NextAsync_GivesTheNewestWithoutText(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await ReceiveAsync(account, account.Inbox, Letters);
        var texts = store.Get<MessageTexts>();
        (await store.Get<SearchQueries>().CoverageAsync(account.User, null, CancellationToken.None)).ShouldBe(new SearchCoverage(4, 0));

        await texts.AddAsync(account.Id, [new NewText(ids[3], "x", [], 1)], CancellationToken.None);

        (await texts.NextAsync(account.Id, 2, CancellationToken.None)).Select(next => next.Id).ShouldBe([ids[2], ids[1]]);
        (await store.Get<SearchQueries>().CoverageAsync(account.User, account.Id, CancellationToken.None)).ShouldBe(new SearchCoverage(4, 1));
    }

    [Theory, EveryDatabase]
    public async Task AddHeadersAsync_MessagesFromBeforeTheIndex_AreIndexed(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Inbox, Letters);
        await using (var db = store.Open())
        {
            await db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.Indexed, Indexed.Nothing));
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "MessageSearch" """);
        }

        (await FindAsync(store, account, "договор")).ShouldBe("");

        (await store.Get<MessageTexts>().AddHeadersAsync(account.Id, CancellationToken.None)).ShouldBeTrue();

        (await FindAsync(store, account, "договор")).ShouldBe("1 2");
        (await store.Get<MessageTexts>().AddHeadersAsync(account.Id, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task RowsAsync_MarksTheHits(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ReceiveAsync(account, account.Inbox, Letters);

        var row = await RowAsync(store, account, "\"договор поставки\" лебедев");

        Marked(row.Subject, row.Marks.ShouldNotBeNull().Subject).ShouldBe(["Договор", "поставки"]);
        Marked(row.From.Display, row.Marks.From).ShouldBe(["Лебедева"]);
    }

    [Theory, EveryDatabase]
    public async Task FindAsync_SameMessageInAllMail_IsFoundOnce(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. TestAccount.Folders, new("All Mail", '/', SpecialUse.All, true, true)], CancellationToken.None);
        var all = (await store.Get<FolderStore>().FindAsync(account.Id, SpecialUse.All, CancellationToken.None)).ShouldNotBeNull().Id;
        await ReceiveAsync(account, account.Inbox, [Letter(1, "labelled report")]);
        await ReceiveAsync(account, all, [Letter(1, "labelled report"), Letter(2, "archived report")]);

        (await FindAsync(store, account, "report")).ShouldBe("1 2");
    }

    private static readonly ServerMessage[] Letters =
    [
        Letter(1, "Договор поставки № 2026/118", new MailPerson("Анна Лебедева", "lebedeva@supply.example")),
        Letter(2, "Re: подписание договоров", to: new MailPerson("Лебедева", "l@example.org")) with { HasAttachments = true, SizeBytes = 2_000_000, Flags = MailFlags.Flagged },
        Letter(3, "Ёлки для офиса", new MailPerson("Анна Лебедева", "lebedeva@supply.example")) with { Flags = MailFlags.Seen },
        Letter(4, "Invoices for the meetings in the Café, Лебедева"),
    ];

    private static ServerMessage Letter(uint uid, string subject, MailPerson? from = null, MailPerson? to = null)
    {
        var message = TestAccount.Message(uid);
        var day = new DateTimeOffset(2026, 2, 1, 9, 0, 0, TimeSpan.Zero).AddDays(uid - 1);
        return message with { Subject = subject, From = from ?? message.From, To = to is null ? message.To : [.. message.To, to], InternalDate = day };
    }

    private static async Task<IReadOnlyList<MessageId>> ReceiveAsync(TestAccount account, FolderId folder, ServerMessage[] letters)
    {
        var changes = await account.ApplyAsync(folder, TestAccount.Delta(letters));
        return [.. changes.OfType<MailChange.MessagesAdded>().SelectMany(change => change.Messages)];
    }

    private static Task<SearchResult> SearchAsync(TestStore store, TestAccount account, string text, SearchScope scope = SearchScope.Everything, MailView? view = null) =>
        store.Get<SearchQueries>().FindAsync(
            account.User,
            new SearchRequest(SearchParser.Parse(text, new DateOnly(2026, 3, 1)), scope, view ?? new MailView.Across(AcrossView.Inbox), TimeZoneInfo.Utc),
            CancellationToken.None);

    /// <summary>UIDs of what was found, ascending, after checking that it is in the order of the list.</summary>
    private static async Task<string> FindAsync(TestStore store, TestAccount account, string text, SearchScope scope = SearchScope.Everything, MailView? view = null)
    {
        var result = await SearchAsync(store, account, text, scope, view);
        result.HasMore.ShouldBeFalse();
        await using var db = store.Open();
        var found = await db.Messages.Where(m => result.Messages.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Uid ?? 0);
        var uids = result.Messages.Select(id => found[id]).ToList();
        uids.ShouldBe(uids.OrderDescending());
        return string.Join(' ', uids.Order());
    }

    private static async Task<MessageRow> RowAsync(TestStore store, TestAccount account, string text)
    {
        var result = await SearchAsync(store, account, text);
        return (await store.Get<SearchQueries>().RowsAsync(account.User, result.Query, result.Messages, CancellationToken.None)).ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Marked(string text, IReadOnlyList<TextMark> marks) => marks.Select(mark => text.Substring(mark.Start, mark.Length));

    private static async Task<int> IndexedAsync(TestStore store)
    {
        await using var db = store.Open();
        return await db.Database.SqlQueryRaw<int>("""SELECT count(*) AS "Value" FROM "MessageSearch" """).SingleAsync();
    }
}
