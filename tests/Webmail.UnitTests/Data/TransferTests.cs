using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class TransferTests
{
    [Theory, EveryDatabase]
    public async Task Transfer_StepByStep_ShowsTheMessageInOnePlaceAlways(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        var log = store.Get<TransferLog>();
        var move = await from.MoveAsync(id, to.Work);

        move.Count.ShouldBe(1);
        (await from.RowsAsync(from.Inbox)).ShouldBeEmpty();
        (await from.RowsAsync(to.Work)).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldBeNull();
        var fetch = (await log.NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull();
        (fetch.SourcePath, fetch.Uid, fetch.TargetPath).ShouldBe(("INBOX", 1u, "Work"));
        await log.FetchedAsync(fetch, CancellationToken.None);
        var append = (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldNotBeNull();
        await log.MarkAsync(append, 9, CancellationToken.None);
        (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldNotBeNull().TargetMark.ShouldBe(9u);
        await log.AppendedAsync(append, 9, CancellationToken.None);
        (await from.RowsAsync(to.Work)).ShouldBeEmpty();
        await to.ApplyAsync(to.Work, TestAccount.Delta([TestAccount.Message(9, header: "m1@example.org")]));
        await log.RemovedAsync((await log.NextRemovalAsync(from.Id, CancellationToken.None)).ShouldNotBeNull(), CancellationToken.None);

        (await from.ExistsAsync(id)).ShouldBeFalse();
        (await to.RowsAsync(to.Work)).ShouldHaveSingleItem();
        await from.CountersShouldBeTrueAsync();
        await to.CountersShouldBeTrueAsync();
        (await from.UndoAsync(move)).ShouldNotBeNull();
        (await to.RowsAsync(from.Inbox)).ShouldHaveSingleItem().AccountId.ShouldBe(to.Id);
        (await log.NextFetchAsync(to.Id, CancellationToken.None)).ShouldNotBeNull().TargetPath.ShouldBe("INBOX");
        await from.CountersShouldBeTrueAsync();
        await to.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Transfer_TakenBackBeforeTheAppend_IsForgotten(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        var log = store.Get<TransferLog>();
        var move = await from.MoveAsync(id, to.Work);
        var fetch = (await log.NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull();
        await log.FetchedAsync(fetch, CancellationToken.None);

        await from.UndoAsync(move);

        (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldBeNull();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(to.Id, CancellationToken.None);
        (await log.ClaimAsync(to.Id, epoch, fetch, CancellationToken.None)).ShouldBe(OperationClaim.Changed);
        (await from.RowsAsync(from.Inbox)).ShouldHaveSingleItem().Id.ShouldBe(id);
        await from.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Transfer_TakenBackWhileTheTargetIsAway_IsForgotten(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        var (move, append) = await ToAppendAsync(store, from, to, id);
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(to.Id, CancellationToken.None);
        await store.Get<TransferLog>().ClaimAsync(to.Id, epoch, append, CancellationToken.None);

        (await from.UndoAsync(move)).ShouldNotBeNull().Count.ShouldBe(1);

        (await store.Get<TransferLog>().MarkAsync(append, 9, CancellationToken.None)).ShouldBeFalse("nothing is appended any more");
        (await from.RowsAsync(from.Inbox)).ShouldHaveSingleItem().Id.ShouldBe(id);
        await from.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Transfer_TakenBackBetweenTheServers_GoesOnAndCanBeTakenBackLater(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        var (move, append) = await ToAppendAsync(store, from, to, id);
        var log = store.Get<TransferLog>();
        (await log.MarkAsync(append, 9, CancellationToken.None)).ShouldBeTrue();

        (await from.UndoAsync(move)).ShouldBeNull("it may be on both servers");

        await log.AppendedAsync(append, 9, CancellationToken.None);
        (await from.UndoAsync(move)).ShouldBeNull("it is on both servers");
        await to.ApplyAsync(to.Work, TestAccount.Delta([TestAccount.Message(9, header: "m1@example.org")]));
        await log.RemovedAsync((await log.NextRemovalAsync(from.Id, CancellationToken.None)).ShouldNotBeNull(), CancellationToken.None);
        (await from.UndoAsync(move)).ShouldNotBeNull().Count.ShouldBe(1);
        (await to.RowsAsync(from.Inbox)).ShouldHaveSingleItem();
    }

    [Theory, EveryDatabase]
    public async Task Transfer_Refused_IsBackWhereItWas(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        var log = store.Get<TransferLog>();
        await from.MoveAsync(id, to.Work);
        var fetch = (await log.NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull();
        await log.FetchedAsync(fetch, CancellationToken.None);

        await store.Get<OperationLog>().RefuseAsync(fetch.Id, new MailFault(MailFaultKind.Quota, "Quota exceeded"), CancellationToken.None);

        var row = (await from.RowsAsync(from.Inbox)).ShouldHaveSingleItem();
        (row.Id, row.Failure).ShouldBe((id, "Quota exceeded"));
        (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Transfer_BehindAnotherOperation_WaitsForIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        await from.SetFlagsAsync(id, add: MailFlags.Flagged);
        await from.MoveAsync(id, to.Work);
        (await store.Get<TransferLog>().NextFetchAsync(from.Id, CancellationToken.None)).ShouldBeNull();

        await from.PlayAsync();

        (await store.Get<TransferLog>().NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull().Flags.ShouldBe(MailFlags.Flagged);
        (await from.SetFlagsAsync(id, add: MailFlags.Seen)).Count.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task Claim_ByAnOlderActor_IsLost(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (from, to, id) = await TwoAccountsAsync(store);
        await from.MoveAsync(id, to.Work);
        var accounts = store.Get<AccountStore>();
        var old = await accounts.BeginEpochAsync(from.Id, CancellationToken.None);
        await accounts.BeginEpochAsync(from.Id, CancellationToken.None);
        var log = store.Get<TransferLog>();

        (await log.ClaimAsync(from.Id, old, (await log.NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull(), CancellationToken.None)).ShouldBe(OperationClaim.Lost);
    }

    private static async Task<(ActionResult Move, PendingTransfer Append)> ToAppendAsync(TestStore store, TestAccount from, TestAccount to, MessageId message)
    {
        var log = store.Get<TransferLog>();
        var move = await from.MoveAsync(message, to.Work);
        await log.FetchedAsync((await log.NextFetchAsync(from.Id, CancellationToken.None)).ShouldNotBeNull(), CancellationToken.None);
        return (move, (await log.NextAppendAsync(to.Id, CancellationToken.None)).ShouldNotBeNull());
    }

    private static async Task<(TestAccount From, TestAccount To, MessageId Message)> TwoAccountsAsync(TestStore store)
    {
        var from = await store.AddAccountAsync();
        var to = await store.AddAccountAsync(from.User);
        return (from, to, (await from.ReceiveAsync(1))[0]);
    }
}
