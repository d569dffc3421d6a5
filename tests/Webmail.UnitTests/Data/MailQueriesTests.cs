using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class MailQueriesTests
{
    [Theory, EveryDatabase]
    public async Task Page_AtAnyOffset_IsThatPartOfTheWhole(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        // Three at the same time: ids decide.
        await account.ApplyAsync(account.Inbox, Delta([.. Enumerable.Range(1, 47).Select(i => Message((uint)i) with { InternalDate = DateTimeOffset.UnixEpoch.AddDays(i / 3) })]));
        var queries = store.Get<MailQueries>();
        var view = new MailView.OfFolder(account.Inbox);
        var whole = await queries.PageAsync(account.User, view, 0, 100, CancellationToken.None);
        whole.Total.ShouldBe(47);
        whole.Rows.Count.ShouldBe(47);

        for (var first = 0; first < 50; first += 3)
        {
            var page = await queries.PageAsync(account.User, view, first, 10, CancellationToken.None);
            page.Rows.Select(r => r.Id).ShouldBe(whole.Rows.Skip(first).Take(10).Select(r => r.Id));
            page.First.ShouldBe(first);
        }

        for (var i = 0; i < 47; i += 5)
            (await queries.IndexOfAsync(account.User, view, whole.Rows[i].Id, CancellationToken.None)).ShouldBe(i);
        (await queries.IdsAsync(account.User, view, 5, CancellationToken.None)).ShouldBe(whole.Rows.Take(5).Select(r => r.Id));
    }

    [Theory, EveryDatabase]
    public async Task ViewsAcross_HoldTheMessagesOfAllAccountsByRole(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        await first.ApplyAsync(first.Inbox, Delta([Message(1, MailFlags.Flagged), Message(3, MailFlags.Seen)]));
        await second.ApplyAsync(second.Inbox, Delta([Message(2)]));
        await second.ApplyAsync(second.Folder("Sent"), Delta([Message(4, MailFlags.Seen)]));
        await second.ApplyAsync(second.Folder("Junk"), Delta([Message(5, MailFlags.Flagged)]));
        await first.ApplyAsync(first.Work, Delta([Message(6)]));

        (await SubjectsAsync(store, first.User, AcrossView.Inbox)).ShouldBe(["Subject 3", "Subject 2", "Subject 1"]);
        (await SubjectsAsync(store, first.User, AcrossView.Sent)).ShouldBe(["Subject 4"]);
        (await SubjectsAsync(store, first.User, AcrossView.Starred)).ShouldBe(["Subject 1"]);
        (await SubjectsAsync(store, first.User, AcrossView.Unread)).ShouldBe(["Subject 6", "Subject 2", "Subject 1"]);
        (await store.Get<MailQueries>().CountsAsync(first.User, CancellationToken.None)).ShouldBe(new ViewCounts(2, 0, 0, 0));
    }

    [Theory, EveryDatabase]
    public async Task Page_OfSent_ShowsRecipients(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Folder("Sent"), Delta([Message(1) with { To = [new MailPerson("Bob", "bob@example.org")] }]));

        var row = (await account.RowsAsync(account.Folder("Sent"))).ShouldHaveSingleItem();

        (row.IsOutgoing, row.From.Name).ShouldBe((true, "Bob"));
    }

    [Theory, EveryDatabase]
    public async Task Everything_OfAStranger_IsUnknown(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddUserAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var queries = store.Get<MailQueries>();
        var view = new MailView.OfFolder(account.Inbox);

        (await queries.PageAsync(stranger, view, 0, 10, CancellationToken.None)).ShouldBe(MessagePage.Empty);
        (await queries.IndexOfAsync(stranger, view, id, CancellationToken.None)).ShouldBeNull();
        (await queries.FindAsync(stranger, id, CancellationToken.None)).ShouldBeNull();
        (await queries.RowAsync(stranger, id, CancellationToken.None)).ShouldBeNull();
        (await queries.IdsAsync(stranger, view, 10, CancellationToken.None)).ShouldBeEmpty();
        (await queries.AccountsAsync(stranger, CancellationToken.None)).ShouldBeEmpty();
        (await queries.PeopleAsync(stranger, "sender", 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Find_GivesWhatTheHeadersSaid(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1) with
        {
            Cc = [new MailPerson("Кирилл", "k@example.org")],
            ReplyTo = [new MailPerson("", "reply@example.org")],
            References = ["a@x", "b@y"],
        }]));

        var facts = (await store.Get<MailQueries>().FindAsync(account.User, (await account.RowsAsync(account.Inbox))[0].Id, CancellationToken.None)).ShouldNotBeNull();

        facts.To.ShouldBe([new MailPerson("Ann", "ann@example.org")]);
        facts.Cc.ShouldBe([new MailPerson("Кирилл", "k@example.org")]);
        facts.ReplyTo.ShouldBe([new MailPerson("", "reply@example.org")]);
        facts.References.ShouldBe(["a@x", "b@y"]);
        (facts.Uid, facts.MessageIdHeader).ShouldBe((1u, "m1@example.org"));
    }

    [Theory, EveryDatabase]
    public async Task Accounts_ShowFoldersInOrder_ChildrenBelowTheirParent(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await store.Get<FolderStore>().ApplyFoldersAsync(
            account.Id,
            [.. TestAccount.Folders, new ServerFolder("Work/Plans/2026", '/', SpecialUse.None, true, true), new ServerFolder("Work/A", '/', SpecialUse.None, true, true), new ServerFolder("INBOX/Bills", '/', SpecialUse.None, true, true)],
            CancellationToken.None);

        var view = (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem();

        view.Folders.Select(f => (f.Name, f.Level)).ShouldBe(
            [("INBOX", 0), ("Bills", 1), ("Drafts", 0), ("Sent", 0), ("Archive", 0), ("Junk", 0), ("Trash", 0), ("Work", 0), ("A", 1), ("2026", 1)]);
        view.Color.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task ApplyFolders_FolderGone_TakesItsMessagesAndBringsBackThoseOnTheirWayToIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await account.ApplyAsync(account.Work, Delta([Message(7)]));
        var leaving = (await account.RowsAsync(account.Work))[0].Id;
        await account.MoveAsync(ids[0], account.Work);
        await account.MoveAsync(leaving, account.Archive);

        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. TestAccount.Folders.Where(f => f.Path != "Work")], CancellationToken.None);

        (await account.RowsAsync(account.Inbox)).Select(r => (r.Id, r.Pending)).ShouldBe([(ids[1], null), (ids[0], null)]);
        (await account.ExistsAsync(leaving)).ShouldBeFalse();
        (await account.NextAsync()).ShouldBeEmpty();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task ApplyFolders_RoleChanged_MovesMessagesIntoTheOtherView(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Work, Delta([Message(1)]));

        var changes = await store.Get<FolderStore>().ApplyFoldersAsync(
            account.Id, [.. TestAccount.Folders.Where(f => f.Path != "Work"), new ServerFolder("Work", '/', SpecialUse.Sent, true, true)], CancellationToken.None);

        changes.ShouldHaveSingleItem().ShouldBeOfType<MailChange.FoldersChanged>();
        (await SubjectsAsync(store, account.User, AcrossView.Sent)).ShouldBe(["Subject 1"]);
        (await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. TestAccount.Folders.Where(f => f.Path != "Work"), new ServerFolder("Work", '/', SpecialUse.Sent, true, true)], CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task People_CompleteFromAnyWord_WrittenToFirst(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1) with { From = new MailPerson("Пётр Семёнов", "Petr@example.org") }, Message(2) with { From = new MailPerson("Пеликан", "news@example.org") }]));
        await account.ApplyAsync(account.Folder("Sent"), Delta([Message(1) with { To = [new MailPerson("Пётр Семёнов", "petr@example.org")] }]));
        var queries = store.Get<MailQueries>();

        (await queries.PeopleAsync(account.User, "Пе", 9, CancellationToken.None)).Select(p => p.Name).ShouldBe(["Пётр Семёнов", "Пеликан"]);
        (await queries.PeopleAsync(account.User, "семе", 9, CancellationToken.None)).ShouldHaveSingleItem();
        (await queries.PeopleAsync(account.User, "PETR@", 9, CancellationToken.None)).ShouldHaveSingleItem().Address.ShouldBe("Petr@example.org");
        (await queries.PeopleAsync(account.User, "%", 9, CancellationToken.None)).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> SubjectsAsync(TestStore store, UserId user, AcrossView view)
    {
        var page = await store.Get<MailQueries>().PageAsync(user, new MailView.Across(view), 0, 100, CancellationToken.None);
        page.Total.ShouldBe(page.Rows.Count);
        return page.Rows.Select(r => r.Subject);
    }
}
