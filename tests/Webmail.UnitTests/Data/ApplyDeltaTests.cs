using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class ApplyDeltaTests
{
    [Theory, EveryDatabase]
    public async Task Added_FirstSynchronisation_IsNotFresh(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        var changes = await account.ApplyAsync(account.Inbox, Delta([Message(2), Message(1)]));

        var added = changes.OfType<MailChange.MessagesAdded>().ShouldHaveSingleItem();
        added.Fresh.ShouldBeFalse();
        added.Messages.Count.ShouldBe(2);
        changes.OfType<MailChange.FoldersChanged>().ShouldHaveSingleItem();
        (await account.RowsAsync(account.Inbox)).Select(r => r.Subject).ShouldBe(["Subject 2", "Subject 1"]);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Added_AtOrAboveTheOldUidNext_IsFresh(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(50)], next: new SyncAnchor(7, 1, 51, 50)));

        var changes = await account.ApplyAsync(account.Inbox, Delta([Message(51), Message(49)], next: new SyncAnchor(7, 2, 52, 0)));

        var added = changes.OfType<MailChange.MessagesAdded>().ToList();
        added.Single(a => a.Fresh).Messages.Count.ShouldBe(1);
        added.Single(a => !a.Fresh).Messages.Count.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Added_Twice_IsOneMessage(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync(1);

        var changes = await account.ApplyAsync(account.Inbox, Delta([Message(1, MailFlags.Seen, modSeq: 2)]));

        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().IsUnread.ShouldBeFalse();
        changes.OfType<MailChange.MessagesChanged>().ShouldHaveSingleItem();
        changes.OfType<MailChange.MessagesAdded>().ShouldBeEmpty();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Vanished_TakesTheMessageAway(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);

        var changes = await account.ApplyAsync(account.Inbox, Delta(vanished: [1, 77]));

        changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Messages.ShouldBe([ids[0]]);
        (await account.ExistsAsync(ids[0])).ShouldBeFalse();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Changed_WhileAFlagIsPending_KeepsThatFlagAndTakesTheOthers(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.SetFlagsAsync(id, add: MailFlags.Seen);

        await account.ApplyAsync(account.Inbox, Delta(changed: [new FlagChange(1, 5, MailFlags.Flagged)]));

        var stored = await account.StoredAsync(id);
        stored.Flags.ShouldBe(MailFlags.Seen | MailFlags.Flagged);
        stored.ServerFlags.ShouldBe(MailFlags.Flagged);
        (await store.Get<MailStore>().KnownAsync(account.Inbox, 1, uint.MaxValue, CancellationToken.None)).ShouldHaveSingleItem().Flags.ShouldBe(MailFlags.Flagged);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Changed_OlderThanWhatIsStored_IsIgnored(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.ApplyAsync(account.Inbox, Delta(changed: [new FlagChange(1, 9, MailFlags.Seen)]));

        await account.ApplyAsync(account.Inbox, Delta(changed: [new FlagChange(1, 8, MailFlags.None)]));

        (await account.StoredAsync(id)).Flags.ShouldBe(MailFlags.Seen);
    }

    [Theory, EveryDatabase]
    public async Task Added_UidWithAPendingMove_StaysWhereThePersonPutIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);

        await account.ApplyAsync(account.Inbox, Delta([Message(1)]));

        (await account.RowsAsync(account.Inbox)).ShouldBeEmpty();
        (await account.RowsAsync(account.Work)).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await store.Get<MailStore>().KnownAsync(account.Inbox, 1, 9, CancellationToken.None)).ShouldHaveSingleItem().Uid.ShouldBe(1u);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Added_MessageThatWaitsForItsUid_IsAdopted(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await account.PlayAsync();

        var changes = await account.ApplyAsync(account.Work, Delta([Message(31, header: "m1@example.org", size: 1017)]));

        changes.OfType<MailChange.MessagesAdded>().ShouldBeEmpty();
        var stored = await account.StoredAsync(id);
        stored.Uid.ShouldBe(31u);
        stored.UidLost.ShouldBeNull();
        (await account.RowsAsync(account.Work)).ShouldHaveSingleItem().Id.ShouldBe(id);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Added_MessageWithoutMessageId_IsAdoptedBySizeAndDate(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Inbox, Delta([Message(1, header: ""), Message(2, header: "")]));
        var second = (await account.RowsAsync(account.Inbox))[0].Id;
        await account.MoveAsync(second, account.Work);
        await account.PlayAsync();

        await account.ApplyAsync(account.Work, Delta([Message(2, header: "") with { Uid = 60 }, Message(1, header: "") with { Uid = 61 }]));

        (await account.StoredAsync(second)).Uid.ShouldBe(60u);
        (await account.RowsAsync(account.Work)).Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task Scan_WithoutTheMovedMessage_GivesItUpAfterAWhile(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await account.PlayAsync();
        await account.ApplyAsync(account.Work, Delta());
        (await account.ExistsAsync(id)).ShouldBeTrue();
        store.Time.Advance(TimeSpan.FromMinutes(3));

        var changes = await account.ApplyAsync(account.Work, Delta());

        changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Messages.ShouldBe([id]);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Vanished_WithAPendingMove_IsAwaitedInTheTarget(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);

        await account.ApplyAsync(account.Inbox, Delta(vanished: [1]));

        (await account.NextAsync()).ShouldBeEmpty();
        (await account.StoredAsync(id)).ServerFolderId.ShouldBe(account.Work);
        await account.ApplyAsync(account.Work, Delta([Message(5, header: "m1@example.org")]));
        (await account.StoredAsync(id)).Uid.ShouldBe(5u);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Added_WithoutTheMessageWePutThere_TakesItAway(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.ApplyAsync(account.Work, Delta(next: new SyncAnchor(7, 1, 5, 0)));
        await account.MoveAsync(id, account.Work);
        await account.PlayAsync(newUid: 5);

        // Somebody took it out again, and something else came, before the folder was scanned.
        var changes = await account.ApplyAsync(account.Work, Delta([Message(6, header: "other@example.org")], next: new SyncAnchor(7, 3, 7, 0)));

        changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Messages.ShouldBe([id]);
        (await account.RowsAsync(account.Work)).Count.ShouldBe(1);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Moved_ScannedAndFlaggedElsewhereBeforeTheAnswer_HasTheFlags(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await account.ApplyAsync(account.Work, Delta([Message(5, MailFlags.Answered, header: "m1@example.org", modSeq: 9)], next: new SyncAnchor(7, 9, 6, 0)));

        await account.PlayAsync(newUid: 5);

        (await account.StoredAsync(id)).Flags.ShouldBe(MailFlags.Answered);
        (await account.RowsAsync(account.Work)).ShouldHaveSingleItem().Id.ShouldBe(id);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Moved_ScannedAndGoneBeforeTheAnswer_IsNowhere(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await account.ApplyAsync(account.Work, Delta(next: new SyncAnchor(7, 9, 6, 0)));

        await account.PlayAsync(newUid: 5);

        (await account.ExistsAsync(id)).ShouldBeFalse();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Reset_SameMessagesUnderNewUids_KeepTheirIds(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2, 3);
        await account.SetFlagsAsync(ids[0], add: MailFlags.Flagged);

        var changes = await account.ApplyAsync(account.Inbox, Delta(
            [Message(2) with { Uid = 20 }, Message(1) with { Uid = 10 }, Message(9) with { Uid = 30 }], reset: true, next: new SyncAnchor(8, 1, 31, 0)));

        (await account.StoredAsync(ids[0])).Uid.ShouldBe(10u);
        (await account.StoredAsync(ids[0])).Flags.ShouldBe(MailFlags.Flagged);
        (await account.StoredAsync(ids[1])).Uid.ShouldBe(20u);
        (await account.ExistsAsync(ids[2])).ShouldBeFalse();
        changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Messages.ShouldBe([ids[2]]);
        changes.OfType<MailChange.MessagesAdded>().ShouldHaveSingleItem().Fresh.ShouldBeFalse();
        (await account.NextAsync()).ShouldHaveSingleItem().Uid.ShouldBe(10u);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Reset_RestComesWithTheBackfill_KeepsItsIdsToo(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await account.ApplyAsync(account.Inbox, Delta([Message(2) with { Uid = 20 }], reset: true, next: new SyncAnchor(8, 1, 21, 20)));
        (await account.ExistsAsync(ids[0])).ShouldBeTrue();

        await account.ApplyAsync(account.Inbox, Delta([Message(1) with { Uid = 10 }], next: new SyncAnchor(8, 1, 21, 0)));

        (await account.RowsAsync(account.Inbox)).Select(r => r.Id).ShouldBe([ids[1], ids[0]]);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Anchor_IsStoredWithTheDelta(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var anchor = new SyncAnchor(uint.MaxValue, long.MaxValue, uint.MaxValue, 5);

        await account.ApplyAsync(account.Inbox, Delta([Message(6)], next: anchor) with { ServerTotal = 6 });

        var folder = (await store.Get<FolderStore>().SyncFoldersAsync(account.Id, CancellationToken.None))[0];
        folder.Anchor.ShouldBe(anchor);
        folder.ServerTotal.ShouldBe(6);
    }

    [Theory, EveryDatabase]
    public async Task Added_TextNoColumnTakes_IsCutAndCleaned(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var hostile = Message(1, header: new string('ж', 5000)) with
        {
            Subject = "a\0b\r\n\ud800" + new string('я', 5000),
            From = new MailPerson(new string('x', 5000), new string('y', 5000) + "@example.org"),
            To = [.. Enumerable.Repeat(new MailPerson(new string('n', 300), new string('a', 400)), 3000)],
            References = [.. Enumerable.Repeat(new string('r', 900), 200)],
        };

        await account.ApplyAsync(account.Inbox, Delta([hostile]));

        var row = (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem();
        row.Subject.ShouldStartWith("a b  \uFFFD");
        row.Subject.Length.ShouldBe(998);
        (await store.Get<MailQueries>().FindAsync(account.User, row.Id, CancellationToken.None)).ShouldNotBeNull().To.ShouldNotBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Previews_AreStoredOnce_AndAskedForNewestFirst(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync(1, 2, 3);
        var mail = store.Get<MailStore>();
        (await mail.WithoutPreviewAsync(account.Inbox, 2, CancellationToken.None)).ShouldBe([3u, 2u]);

        var changes = await mail.ApplyPreviewsAsync(account.Id, account.Inbox, [new PreviewText(3, "Hello"), new PreviewText(2, ""), new PreviewText(99, "gone")], CancellationToken.None);

        changes.OfType<MailChange.MessagesChanged>().ShouldHaveSingleItem().Messages.Count.ShouldBe(1);
        (await account.RowsAsync(account.Inbox))[0].Preview.ShouldBe("Hello");
        (await mail.WithoutPreviewAsync(account.Inbox, 9, CancellationToken.None)).ShouldBe([1u]);
    }
}
