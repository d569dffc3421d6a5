using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class ListArrangementTests
{
    public static TheoryData<Database, string> Orders
    {
        get
        {
            var orders = new TheoryData<Database, string>();
            foreach (var database in Enum.GetValues<Database>())
            {
                foreach (var query in new[] { "|asc|", "sender||", "sender|desc|", "subject||", "size||", "size|asc|", "unread||", "unread|asc|", "||unread", "||starred", "||attachments", "sender||unread", "||unread,starred,attachments", "unread||starred" })
                    orders.Add(database, query);
            }

            return orders;
        }
    }

    [Theory, MemberData(nameof(Orders))]
    public async Task Page_InAnyOrder_IsThatPartOfTheSortedWhole(Database database, string query)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        foreach (var account in new[] { first, second })
            await account.ApplyAsync(account.Inbox, Delta([.. Enumerable.Range(1, 30).Select(Sample)]));
        var parts = query.Split('|');
        var arrangement = ListArrangement.Parse(parts[0], parts[1], parts[2]);

        foreach (var view in new MailView[] { new MailView.OfFolder(first.Inbox), new MailView.Across(AcrossView.Inbox), new MailView.Across(AcrossView.Unread), new MailView.Across(AcrossView.Starred) })
            await ShouldBeSortedAsync(store, first.User, new MailList(view, arrangement));
    }

    [Theory, EveryDatabase]
    public async Task Sort_Sent_IsByRecipient(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1) with { To = [new MailPerson("Zoe", "z@example.org")] }, Message(2) with { To = [new MailPerson("Adam", "a@example.org")] }]));
        foreach (var row in await account.RowsAsync(account.Inbox))
            await account.MoveAsync(row.Id, account.Folder("Sent"));

        var page = await store.Get<MailQueries>().PageAsync(account.User, new MailList(new MailView.OfFolder(account.Folder("Sent")), ListArrangement.Parse("sender", null, null)), 0, 10, CancellationToken.None);

        page.Rows.Select(r => r.From.Name).ShouldBe(["Adam", "Zoe"]);
    }

    [Theory]
    [InlineData("Re: Re[2]: Fwd: [list] Plan (fwd)", "Plan", true)]
    [InlineData("Отв: RE: Смета", "Смета", true)]
    [InlineData("[list] Plan", "Plan", false)]
    [InlineData("[list]", "[list]", false)]
    [InlineData("Release: plan", "Release: plan", false)]
    [InlineData("re:", "", true)]
    public void BaseSubject_IsWhatTwoSubjectsShare(string subject, string text, bool isReply) =>
        BaseSubject.Of(subject).ShouldBe(new BaseSubject(text, isReply));

    [Theory]
    [InlineData("sender", "asc", "starred,unread,nonsense", "sort=sender&filter=unread,starred")]
    [InlineData("SIZE", "asc", null, "sort=size&order=asc")]
    [InlineData("1", "up", "", "")]
    [InlineData(null, "desc", null, "")]
    public void Arrangement_OfAnAddress_IsWrittenTheShortestWay(string? sort, string? order, string? filter, string query) =>
        ListArrangement.Parse(sort, order, filter).ToQuery().ShouldBe(query);

    private static ServerMessage Sample(int i) => Message((uint)i) with
    {
        // Every key has ties; ё sorts as е, case and quotes do not count.
        From = new MailPerson(new[] { "Ёлкина", "\"anna\"", "Boris", "" }[i % 4], $"p{i % 3}@example.org"),
        Subject = (i % 2 == 0 ? "Re: " : "") + "Topic " + (i % 5),
        SizeBytes = 1000 + (i % 6 * 100),
        HasAttachments = i % 3 == 0,
        Flags = (i % 4 == 0 ? MailFlags.Seen : MailFlags.None) | (i % 5 == 0 ? MailFlags.Flagged : MailFlags.None),
        InternalDate = DateTimeOffset.UnixEpoch.AddDays(i / 3),
    };

    private static async Task ShouldBeSortedAsync(TestStore store, UserId user, MailList list)
    {
        var queries = store.Get<MailQueries>();
        var all = (await queries.PageAsync(user, list.View, 0, 1000, CancellationToken.None)).Rows;
        var sizes = all.ToDictionary(r => r.Id, _ => 0L);
        foreach (var id in sizes.Keys)
            sizes[id] = (await queries.FindAsync(user, id, CancellationToken.None))?.SizeBytes ?? 0;
        var expected = Sorted(all.Where(r => Passes(r, list.Arrangement.Filter)), list.Arrangement, sizes);

        var page = await queries.PageAsync(user, list, 0, 1000, CancellationToken.None);
        page.Rows.Select(r => r.Id).ShouldBe(expected, $"{list.View} {list.Arrangement}");
        page.Total.ShouldBe(expected.Count);
        (await queries.IdsAsync(user, list, 1000, CancellationToken.None)).ShouldBe(expected);
        for (var first = 0; first < expected.Count; first += 11)
        {
            (await queries.PageAsync(user, list, first, 7, CancellationToken.None)).Rows.Select(r => r.Id).ShouldBe(expected.Skip(first).Take(7));
            (await queries.IndexOfAsync(user, list, expected[first], CancellationToken.None)).ShouldBe(first);
        }
    }

    private static bool Passes(MessageRow row, ListFilter filter) =>
        (!filter.HasFlag(ListFilter.Unread) || row.IsUnread) && (!filter.HasFlag(ListFilter.Starred) || row.IsStarred) && (!filter.HasFlag(ListFilter.Attachments) || row.HasAttachments);

    private static List<MessageId> Sorted(IEnumerable<MessageRow> rows, ListArrangement arrangement, Dictionary<MessageId, long> sizes)
    {
        var newest = rows.OrderByDescending(r => r.Received).ThenByDescending(r => r.Id.Value).ToList();
        static string Key(string text) => text.Trim('"').ToLowerInvariant().Replace('ё', 'е');
        // OrderBy keeps the order of what is equal.
        IEnumerable<MessageRow> sorted = arrangement.Sort switch
        {
            ListSort.Sender => newest.OrderBy(r => Key(r.From.Display), StringComparer.Ordinal),
            ListSort.Subject => newest.OrderBy(r => Key(r.Subject.Replace("Re: ", "", StringComparison.Ordinal)), StringComparer.Ordinal),
            ListSort.Size => newest.OrderByDescending(r => sizes[r.Id]),
            ListSort.Unread => newest.OrderByDescending(r => r.IsUnread),
            _ => newest,
        };
        var ids = sorted.Select(r => r.Id).ToList();
        if (arrangement.IsAscending != ListArrangement.IsAscendingByCustom(arrangement.Sort))
            ids.Reverse();
        return ids;
    }
}
