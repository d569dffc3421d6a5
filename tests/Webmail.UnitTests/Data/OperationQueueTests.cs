using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class OperationQueueTests
{
    private static readonly MailFault Refusal = new(MailFaultKind.Refused, "No such mailbox");

    [Theory, EveryDatabase]
    public async Task List_WaitingAndRefused_AreEntriesInWords(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2, 3);
        await account.MoveAsync(ids[0], account.Work);
        await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);
        await store.Get<MessageActions>().SetFlagsAsync(account.User, [ids[1], ids[2]], MailFlags.Seen, MailFlags.None, CancellationToken.None);

        var entries = await store.Get<OperationQueue>().ListAsync(account.User, CancellationToken.None);

        entries.Select(e => (e.IsRefused, e.Count, e.Subject, e.Folder, e.Target, e.ServerText)).ShouldBe(
            [(true, 1, "Subject 1", "INBOX", "Work", "No such mailbox"), (false, 2, "", "INBOX", "", null)]);
        (await store.Get<OperationQueue>().CountAsync(account.User, CancellationToken.None)).ShouldBe((2, 1));
        var stranger = await store.AddAccountAsync();
        (await store.Get<OperationQueue>().ListAsync(stranger.User, CancellationToken.None)).ShouldBeEmpty();
        (await store.Get<OperationQueue>().DropAsync(stranger.User, entries[0].Key, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Retry_Refused_IsWantedAgain(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);
        var queue = store.Get<OperationQueue>();

        await queue.RetryAsync(account.User, (await queue.ListAsync(account.User, CancellationToken.None))[0].Key, CancellationToken.None);

        var row = (await account.RowsAsync(account.Work)).ShouldHaveSingleItem();
        (row.Id, row.Failure).ShouldBe((id, null));
        (await account.NextAsync()).ShouldHaveSingleItem().TargetPath.ShouldBe("Work");
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task RetryRefused_OfOneMessage_LeavesTheOthers(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await RefuseMovesAsync(store, account, ids);
        var queue = store.Get<OperationQueue>();

        await queue.RetryRefusedAsync(account.User, ids[0], CancellationToken.None);

        var row = (await account.RowsAsync(account.Work)).ShouldHaveSingleItem();
        (row.Id, row.Failure).ShouldBe((ids[0], null));
        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Failure.ShouldBe("No such mailbox");
        (await account.NextAsync()).ShouldHaveSingleItem().TargetPath.ShouldBe("Work");
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task DropRefused_OfOneMessage_IsAsTheServerHasIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await RefuseMovesAsync(store, account, ids);
        var queue = store.Get<OperationQueue>();

        (await queue.DropRefusedAsync(stranger.User, ids[1], CancellationToken.None)).ShouldBeEmpty();
        await queue.DropRefusedAsync(account.User, ids[0], CancellationToken.None);

        (await account.RowsAsync(account.Inbox)).Select(row => (row.Id, row.Failure)).ShouldBe([(ids[1], "No such mailbox"), (ids[0], null)]);
        (await queue.CountAsync(account.User, CancellationToken.None)).ShouldBe((0, 1));
        await account.CountersShouldBeTrueAsync();
    }

    private static async Task RefuseMovesAsync(TestStore store, TestAccount account, IReadOnlyList<MessageId> messages)
    {
        foreach (var message in messages)
        {
            await account.MoveAsync(message, account.Work);
            await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);
        }
    }

    [Theory, EveryDatabase]
    public async Task Drop_WaitingAndRefused_LeaveNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await account.MoveAsync(ids[0], account.Work);
        await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);
        await account.MoveAsync(ids[1], account.Archive);
        var queue = store.Get<OperationQueue>();

        foreach (var entry in await queue.ListAsync(account.User, CancellationToken.None))
            await queue.DropAsync(account.User, entry.Key, CancellationToken.None);

        (await queue.ListAsync(account.User, CancellationToken.None)).ShouldBeEmpty();
        (await account.RowsAsync(account.Inbox)).ShouldAllBe(row => row.Failure == null && row.Pending == null);
        (await account.RowsAsync(account.Inbox)).Count.ShouldBe(2);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Action_AfterARefusal_ReplacesIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);

        await account.SetFlagsAsync(id, add: MailFlags.Seen);

        (await store.Get<OperationQueue>().ListAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem().IsRefused.ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task Copy_IsReplayedAndUndoneByRemovingTheCopy(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var copy = await store.Get<MessageActions>().ActAsync(account.User, [id], new MessageAction.Copy(account.Work), CancellationToken.None);
        var operation = (await account.NextAsync()).ShouldHaveSingleItem();
        (operation.Kind, operation.TargetPath).ShouldBe((OperationKind.Copy, "Work"));
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        await store.Get<OperationLog>().ClaimAsync(account.Id, epoch, [operation.Id], CancellationToken.None);
        await store.Get<OperationLog>().CompleteAsync([operation.Id], new Dictionary<OperationId, uint> { [operation.Id] = 5 }, CancellationToken.None);
        await account.ApplyAsync(account.Work, TestAccount.Delta([TestAccount.Message(5, header: "m1@example.org")]));
        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Id.ShouldBe(id);

        await account.UndoAsync(copy);

        (await account.RowsAsync(account.Work)).ShouldBeEmpty();
        var inverse = (await account.NextAsync()).ShouldHaveSingleItem();
        (inverse.Kind, inverse.FolderPath, inverse.Uid).ShouldBe((OperationKind.Expunge, "Work", 5u));
        await account.CountersShouldBeTrueAsync();
    }
}
