using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class BulkJobsTests
{
    private static readonly MessageAction Read = new MessageAction.SetFlags(MailFlags.Seen, MailFlags.None);

    [Theory, EveryDatabase]
    public async Task Step_LargeFolder_IsDoneInChunksWithoutWhatCameLater(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync([.. Enumerable.Range(1, 700).Select(i => (uint)i)]);
        var jobs = store.Get<BulkJobs>();
        var job = (await jobs.CreateAsync(account.User, new MailView.OfFolder(account.Inbox), Read, [ids[3]], CancellationToken.None)).ShouldNotBeNull();
        var late = (await account.ReceiveAsync(900))[0];

        var first = (await jobs.StepAsync(job.Id, CancellationToken.None)).ShouldNotBeNull().Job;
        var second = (await jobs.StepAsync(job.Id, CancellationToken.None)).ShouldNotBeNull().Job;

        (first.State, first.Seen, first.Total).ShouldBe((JobState.Running, 500, 699));
        (second.State, second.Seen, second.Changed).ShouldBe((JobState.Done, 699, 699));
        (await jobs.StepAsync(job.Id, CancellationToken.None)).ShouldBeNull();
        (await account.StoredAsync(ids[3])).Flags.ShouldBe(MailFlags.None);
        (await account.StoredAsync(late)).Flags.ShouldBe(MailFlags.None);
        (await account.StoredAsync(ids[699])).Flags.ShouldBe(MailFlags.Seen);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Undo_OfAJob_TakesAllOfItBack(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync([.. Enumerable.Range(1, 600).Select(i => (uint)i)]);
        var job = await RunAsync(store, account, new MessageAction.MoveTo(SpecialUse.Archive));
        (await account.RowsAsync(account.Inbox)).ShouldBeEmpty();

        var undone = await store.Get<MessageActions>().UndoAsync(account.User, job.Undo.ShouldNotBeNull(), CancellationToken.None);

        undone.ShouldNotBeNull().Count.ShouldBe(600);
        (await account.RowsAsync(account.Inbox)).Count.ShouldBe(600);
        (await account.NextAsync()).ShouldBeEmpty();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Cancel_StopsAfterTheChunk(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync([.. Enumerable.Range(1, 600).Select(i => (uint)i)]);
        var jobs = store.Get<BulkJobs>();
        var job = (await jobs.CreateAsync(account.User, new MailView.OfFolder(account.Inbox), Read, [], CancellationToken.None)).ShouldNotBeNull();
        await jobs.StepAsync(job.Id, CancellationToken.None);

        (await jobs.CancelAsync(new UserId(account.User.Value + 1), job.Id, CancellationToken.None)).ShouldBeFalse();
        (await jobs.CancelAsync(account.User, job.Id, CancellationToken.None)).ShouldBeTrue();

        (await jobs.StepAsync(job.Id, CancellationToken.None)).ShouldBeNull();
        (await jobs.RunningAsync(CancellationToken.None)).ShouldBeEmpty();
        (await account.RowsAsync(account.Inbox)).Count(row => row.IsUnread).ShouldBe(100);
    }

    [Theory, EveryDatabase]
    public async Task Erase_CannotBeUndone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync(1, 2);

        var job = await RunAsync(store, account, new MessageAction.Erase());

        (job.Changed, job.Undo).ShouldBe((2, null));
        (await account.RowsAsync(account.Inbox)).ShouldBeEmpty();
        (await account.NextAsync()).ShouldAllBe(operation => operation.Kind == OperationKind.Expunge);
    }

    [Theory, EveryDatabase]
    public async Task Create_ForAStrangersFolder_IsNull(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ReceiveAsync(1);
        var stranger = await store.AddAccountAsync();

        (await store.Get<BulkJobs>().CreateAsync(stranger.User, new MailView.OfFolder(account.Inbox), Read, [], CancellationToken.None)).ShouldBeNull();
    }

    private static async Task<BulkJob> RunAsync(TestStore store, TestAccount account, MessageAction action)
    {
        var jobs = store.Get<BulkJobs>();
        var job = (await jobs.CreateAsync(account.User, new MailView.OfFolder(account.Inbox), action, [], CancellationToken.None)).ShouldNotBeNull();
        while (job.State == JobState.Running)
            job = (await jobs.StepAsync(job.Id, CancellationToken.None)).ShouldNotBeNull().Job;
        return job;
    }
}
