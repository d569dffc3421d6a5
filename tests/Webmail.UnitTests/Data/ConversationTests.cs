using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class ConversationTests
{
    private static readonly ListArrangement ByConversation = ListArrangement.Default with { Conversations = true };

    [Theory, EveryDatabase]
    public async Task Threading_ReferencesInAnyOrder_IsOneConversation(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        // The second reply first, as a first synchronisation does; the original last.
        await account.ApplyAsync(account.Inbox, Delta([Reply(3, "m1@example.org", "m2@example.org"), Message(9)]));
        await account.ApplyAsync(account.Inbox, Delta([Reply(2, "m1@example.org")]));
        await account.ApplyAsync(account.Inbox, Delta([Message(1)]));

        var page = await PageAsync(store, account, account.Inbox);

        page.Total.ShouldBe(2);
        page.Rows.Select(r => (r.Subject, r.Conversation?.Count)).ShouldBe([("Subject 9", 1), ("Re: Subject 1", 3)]);
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Threading_MissingParent_SiblingsAreTogether(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Reply(2, "lost@example.org")]));
        await account.ApplyAsync(account.Inbox, Delta([Reply(3, "lost@example.org")]));

        (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task Threading_ServerNamesTheConversation_IsOneConversation(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1) with { ThreadId = "1278455344230334865" }, Message(2) with { ThreadId = "other" }]));
        await account.ApplyAsync(account.Work, Delta([Message(3) with { ThreadId = "1278455344230334865" }]));

        (await PageAsync(store, account, account.Inbox)).Rows.Select(r => (r.Subject, r.Conversation?.Count)).ShouldBe([("Subject 1", 2), ("Subject 2", 1)], ignoreOrder: true);
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Threading_BridgeArrives_UnitesTwoConversations(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1)]));
        await account.ApplyAsync(account.Inbox, Delta([Reply(5, "m1@example.org"), Message(6)]));
        await account.ApplyAsync(account.Work, Delta([Reply(7, "m6@example.org")]));

        await account.ApplyAsync(account.Inbox, Delta([Reply(8, "m5@example.org", "m6@example.org")]));

        (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(5);
        (await PageAsync(store, account, account.Work)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(5);
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Conversation_MyReplyInSent_IsInPlaceAndCopiesCountOnce(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var me = new MailPerson("Ann", "Ann@example.org");
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(3, "m2@example.org") with { From = new MailPerson("Boris", "boris@example.org") }]));
        await account.ApplyAsync(account.Folder("Sent"), Delta([Reply(2, "m1@example.org") with { From = me }]));
        // The same message once more, as lists and All Mail bring it.
        await account.ApplyAsync(account.Work, Delta([Message(1)]));

        var row = (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem();
        var told = await store.Get<MailQueries>().ConversationAsync(account.User, new MailView.OfFolder(account.Inbox), row.Id, CancellationToken.None);

        row.Conversation.ShouldNotBeNull().Count.ShouldBe(3);
        row.Conversation.Senders.Select(s => s.IsMe ? "me" : s.Person.Name).ShouldBe(["Sender 1", "me", "Boris"]);
        told.Select(r => r.FolderId).ShouldBe([account.Inbox, account.Folder("Sent"), account.Inbox]);
    }

    [Theory, EveryDatabase]
    public async Task Row_HasTheFlagsOfItsMessagesInTheView(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1, MailFlags.Flagged), Reply(2, "m1@example.org") with { Flags = MailFlags.Seen }]));
        var old = (await account.RowsAsync(account.Inbox)).Single(r => r.Subject == "Subject 1").Id;

        var before = (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem();
        await account.SetFlagsAsync(old, add: MailFlags.Seen, remove: MailFlags.Flagged);
        var after = (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem();

        (before.IsUnread, before.IsStarred).ShouldBe((true, true));
        (after.IsUnread, after.IsStarred).ShouldBe((false, false));
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Move_OneOfTwo_LeavesAConversationInEachFolder(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(2, "m1@example.org")]));
        var newest = (await account.RowsAsync(account.Inbox))[0].Id;

        var action = await account.MoveAsync(newest, account.Work);

        (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem().Subject.ShouldBe("Subject 1");
        (await PageAsync(store, account, account.Work)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(2);
        await HeadsShouldBeTrueAsync(store, account);
        await account.UndoAsync(action);
        (await PageAsync(store, account, account.Work)).Total.ShouldBe(0);
        (await PageAsync(store, account, account.Inbox)).Total.ShouldBe(1);
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Vanished_NewestGone_TheOneBeforeStandsForIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(2, "m1@example.org"), Message(3)]));

        await account.ApplyAsync(account.Inbox, Delta(vanished: [2, 3]));

        var row = (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem();
        (row.Subject, row.Conversation?.Count).ShouldBe(("Subject 1", 1));
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Trash_IsNoPartOfAConversationElsewhere(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(2, "m1@example.org")]));
        await account.MoveAsync((await account.RowsAsync(account.Inbox))[0].Id, account.Trash);

        (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(1);
        (await PageAsync(store, account, account.Trash)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task Subject_ReplyWithoutReferences_JoinsTheMessageShortlyBefore(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1) with { Subject = "Смета" }]));
        await account.ApplyAsync(account.Inbox, Delta([Message(2) with { Subject = "Re: Смета" }]));
        await account.ApplyAsync(account.Inbox, Delta([Message(3) with { Subject = "Смета" }]));
        await account.ApplyAsync(account.Inbox, Delta([Message(4) with { Subject = "Отв: Смета", InternalDate = DateTimeOffset.UnixEpoch.AddYears(60) }]));

        var page = await PageAsync(store, account, account.Inbox);

        page.Rows.Select(r => (r.Subject, r.Conversation?.Count)).ShouldBe([("Отв: Смета", 1), ("Смета", 1), ("Re: Смета", 2)]);
    }

    [Theory, EveryDatabase]
    public async Task Subject_ReplyBeforeItsOriginal_IsFoundToo(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(2) with { Subject = "RE: Plan" }]));

        await account.ApplyAsync(account.Work, Delta([Message(1) with { Subject = "Plan" }]));

        (await PageAsync(store, account, account.Inbox)).Rows.ShouldHaveSingleItem().Conversation.ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task Threading_ConversationFull_GoesOnAsANewOne(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        for (var start = 0; start < 3; start++)
            await account.ApplyAsync(account.Inbox, Delta([.. Enumerable.Range((start * 100) + 1, 100).Select(uid => Reply((uint)uid, "root@example.org"))]));

        var page = await PageAsync(store, account, account.Inbox);

        page.Rows.Select(r => r.Conversation?.Count).Sum().ShouldBe(300);
        page.Rows.ShouldAllBe(r => r.Conversation != null && r.Conversation.Count <= 250);
        page.Total.ShouldBeGreaterThan(1);
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Actions_OnAConversation_AreOnItsMessagesInThisView(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(3, "m1@example.org"), Message(9)]));
        await account.ApplyAsync(account.Folder("Sent"), Delta([Reply(2, "m1@example.org")]));
        var head = (await PageAsync(store, account, account.Inbox)).Rows[1].Id;

        var ids = await store.Get<MailQueries>().WithConversationsAsync(account.User, new MailView.OfFolder(account.Inbox), [head], CancellationToken.None);

        ids.ShouldBe((await account.RowsAsync(account.Inbox)).Skip(1).Select(r => r.Id), ignoreOrder: true);
    }

    [Theory, EveryDatabase]
    public async Task ViewsAcross_ShowConversationsOfEachAccount(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        foreach (var account in new[] { first, second })
            await account.ApplyAsync(account.Inbox, Delta([Message(1, MailFlags.Flagged), Reply(2, "m1@example.org"), Message(3, MailFlags.Seen)]));

        (await PageAsync(store, first.User, AcrossView.Inbox)).Total.ShouldBe(4);
        (await PageAsync(store, first.User, AcrossView.Unread)).Rows.Select(r => (r.Subject, r.AccountId)).ShouldBe([("Re: Subject 1", second.Id), ("Re: Subject 1", first.Id)]);
        (await PageAsync(store, first.User, AcrossView.Starred)).Rows.Select(r => r.Subject).ShouldBe(["Subject 1", "Subject 1"]);
    }

    [Theory, EveryDatabase]
    public async Task IndexOf_AnyMessageOfAConversation_IsItsRow(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(3, "m1@example.org"), Message(4), Message(2)]));
        var list = new MailList(new MailView.OfFolder(account.Inbox), ByConversation);
        var oldest = (await account.RowsAsync(account.Inbox))[^1].Id;

        (await store.Get<MailQueries>().IndexOfAsync(account.User, list, oldest, CancellationToken.None)).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Upkeep_RowsOfBefore_GetConversationsAndKeys(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1), Reply(2, "m1@example.org"), Message(3)]));
        await using (var db = store.Open())
        {
            await db.ConversationLinks.ExecuteDeleteAsync();
            await db.Folders.ExecuteUpdateAsync(set => set.SetProperty(f => f.Conversations, 0));
            await db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.Conversation, 0L).SetProperty(m => m.Heads, ConversationHeads.None).SetProperty(m => m.SenderKey, ""));
        }

        var upkeep = store.Get<ConversationUpkeep>();
        (await upkeep.StepAsync(CancellationToken.None)).ShouldNotBeNull().ShouldContain(change => change is MailChange.Rescan);

        (await upkeep.StepAsync(CancellationToken.None)).ShouldBeNull();
        (await PageAsync(store, account, account.Inbox)).Rows.Select(r => r.Conversation?.Count).ShouldBe([1, 2]);
        (await account.StoredAsync((await account.RowsAsync(account.Inbox))[0].Id)).SenderKey.ShouldBe("sender 3");
        await HeadsShouldBeTrueAsync(store, account);
    }

    [Theory, EveryDatabase]
    public async Task Folder_RoleChangedOrGone_HeadsStayTrue(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1)]));
        await account.ApplyAsync(account.Work, Delta([Reply(2, "m1@example.org")]));
        var others = TestAccount.Folders.Where(f => f.Path != "Work").ToList();

        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. others, new ServerFolder("Work", '/', SpecialUse.Archive, true, true)], CancellationToken.None);
        while (await store.Get<ConversationUpkeep>().StepAsync(CancellationToken.None) is not null)
            continue;
        await HeadsShouldBeTrueAsync(store, account);
        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, others, CancellationToken.None);

        await HeadsShouldBeTrueAsync(store, account);
        (await PageAsync(store, account.User, AcrossView.Unread)).Rows.ShouldHaveSingleItem().Subject.ShouldBe("Subject 1");
    }

    [Theory, EveryDatabase]
    public async Task Sweep_ConversationGone_TakesItsLinks(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Reply(2, "m1@example.org"), Reply(5, "m4@example.org")]));
        await account.ApplyAsync(account.Inbox, Delta(vanished: [2]));

        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);

        await using var db = store.Open();
        (await db.ConversationLinks.Select(l => l.Key).ToListAsync()).ShouldBe([Threading.Hash("m4@example.org")]);
    }

    private static ServerMessage Reply(uint uid, params string[] references) =>
        Message(uid) with { Subject = "Re: Subject 1", References = references, InReplyTo = references[^1] };

    private static Task<MessagePage> PageAsync(TestStore store, TestAccount account, FolderId folder) =>
        store.Get<MailQueries>().PageAsync(account.User, new MailList(new MailView.OfFolder(folder), ByConversation), 0, 100, CancellationToken.None);

    private static Task<MessagePage> PageAsync(TestStore store, UserId user, AcrossView view) =>
        store.Get<MailQueries>().PageAsync(user, new MailList(new MailView.Across(view), ByConversation), 0, 100, CancellationToken.None);

    /// <summary>What is kept by the way is what electing everything anew gives.</summary>
    private static async Task HeadsShouldBeTrueAsync(TestStore store, TestAccount account)
    {
        await using var db = store.Open();
        var messages = (await db.Messages.AsNoTracking().Where(m => m.AccountId == account.Id).ToListAsync()).ConvertAll(HeadCandidate.Of);
        foreach (var (message, heads) in messages.GroupBy(m => m.Conversation).SelectMany(HeadCandidate.Elect))
            (message.Id, message.Heads).ShouldBe((message.Id, heads));
        foreach (var folder in await db.Folders.AsNoTracking().Where(f => f.AccountId == account.Id).ToListAsync())
            (folder.Path, folder.Conversations).ShouldBe((folder.Path, messages.Where(m => m.FolderId == folder.Id && m.Visibility == Webmail.Data.Entities.Visibility.Shown).DistinctBy(m => m.Conversation).Count()));
        await account.CountersShouldBeTrueAsync();
    }
}
