using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class OperationTests
{
    private static readonly MailFault Refusal = new(MailFaultKind.Refused, "No such mailbox");

    [Theory, EveryDatabase]
    public async Task SetFlags_IsShownAtOnceAndRecorded(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];

        var result = await account.SetFlagsAsync(id, add: MailFlags.Seen);

        result.Count.ShouldBe(1);
        result.Changes.OfType<MailChange.MessagesChanged>().ShouldHaveSingleItem().Messages.ShouldBe([id]);
        var row = (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem();
        row.IsUnread.ShouldBeFalse();
        row.Pending.ShouldBe(store.Time.GetUtcNow());
        var operation = (await account.NextAsync()).ShouldHaveSingleItem();
        (operation.Kind, operation.FolderPath, operation.Uid, operation.Add).ShouldBe((OperationKind.SetFlags, "INBOX", 1u, MailFlags.Seen));
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task SetFlags_AlreadyAsWanted_RecordsNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];

        var result = await account.SetFlagsAsync(id, remove: MailFlags.Seen);

        result.Count.ShouldBe(0);
        (await account.NextAsync()).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Actions_OnMessagesOfStrangers_DoNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var mine = await account.SetFlagsAsync(id, add: MailFlags.Flagged);

        (await stranger.SetFlagsAsync(id, add: MailFlags.Seen)).Count.ShouldBe(0);
        (await stranger.MoveAsync(id, stranger.Work)).Count.ShouldBe(0);
        (await stranger.UndoAsync(mine)).ShouldBeNull();
        (await account.MoveAsync(id, stranger.Work)).Count.ShouldBe(0);

        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().IsStarred.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Complete_MakesTheServerStateOurs(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.SetFlagsAsync(id, add: MailFlags.Seen);

        await account.PlayAsync();

        var stored = await account.StoredAsync(id);
        (stored.Flags, stored.ServerFlags, stored.PendingSince).ShouldBe((MailFlags.Seen, MailFlags.Seen, null));
        (await account.NextAsync()).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Undo_BeforeTheServerHeard_ForgetsTheOperation(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var move = await account.MoveAsync(id, account.Work);

        var undone = await account.UndoAsync(move);

        undone.ShouldNotBeNull().Count.ShouldBe(1);
        (await account.NextAsync()).ShouldBeEmpty();
        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Pending.ShouldBeNull();
        (await account.UndoAsync(move)).ShouldBeNull();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Undo_AfterTheServerDidIt_RecordsTheInverse(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var move = await account.MoveAsync(id, account.Work);
        await account.PlayAsync(newUid: 40);

        await account.UndoAsync(move);

        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Id.ShouldBe(id);
        var inverse = (await account.NextAsync()).ShouldHaveSingleItem();
        (inverse.FolderPath, inverse.Uid, inverse.TargetPath).ShouldBe(("Work", 40u, "INBOX"));
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Undo_WhileTheServerIsBeingTold_RecordsTheInverseBehindIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var action = await account.SetFlagsAsync(id, add: MailFlags.Seen);
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        var told = (await account.NextAsync())[0].Id;
        await store.Get<OperationLog>().ClaimAsync(account.Id, epoch, [told], CancellationToken.None);

        await account.UndoAsync(action);

        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().IsUnread.ShouldBeTrue();
        (await account.NextAsync()).Select(o => (o.Add, o.Remove)).ShouldBe([(MailFlags.Seen, MailFlags.None), (MailFlags.None, MailFlags.Seen)]);
    }

    [Theory, EveryDatabase]
    public async Task Undo_AFlagThatWasSetBefore_LeavesIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await account.SetFlagsAsync(ids[0], add: MailFlags.Seen);
        await account.PlayAsync();
        var both = await store.Get<MessageActions>().SetFlagsAsync(account.User, ids, MailFlags.Seen, MailFlags.None, CancellationToken.None);
        await account.PlayAsync();

        await account.UndoAsync(both);

        both.Count.ShouldBe(1);
        (await account.StoredAsync(ids[0])).Flags.ShouldBe(MailFlags.Seen);
        (await account.StoredAsync(ids[1])).Flags.ShouldBe(MailFlags.None);
    }

    [Theory, EveryDatabase]
    public async Task Undo_TooLate_IsNull(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var action = await account.SetFlagsAsync(id, add: MailFlags.Seen);
        await account.PlayAsync();
        store.Time.Advance(MessageActions.UndoWindow + TimeSpan.FromSeconds(1));

        (await account.UndoAsync(action)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Next_BehindAMove_WaitsForItsUid(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.SetFlagsAsync(id, add: MailFlags.Seen);
        await account.MoveAsync(id, account.Work);
        await account.SetFlagsAsync(id, add: MailFlags.Flagged);
        await account.MoveAsync(id, account.Archive);
        (await account.NextAsync()).Select(o => o.Kind).ShouldBe([OperationKind.SetFlags, OperationKind.Move]);

        await account.PlayAsync(newUid: 12);

        (await account.NextAsync()).Select(o => (o.Kind, o.FolderPath, o.Uid)).ShouldBe([(OperationKind.SetFlags, "Work", 12u), (OperationKind.Move, "Work", 12u)]);
        await account.PlayAsync();
        (await account.NextAsync()).ShouldBeEmpty();
        (await account.StoredAsync(id)).ServerFolderId.ShouldBe(account.Archive);
        (await account.RowsAsync(account.Archive)).ShouldHaveSingleItem().Flags.ShouldBe(MailFlags.Seen | MailFlags.Flagged);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Complete_MoveThatAScanSawFirst_MergesIntoThePersonsRow(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);
        await account.ApplyAsync(account.Work, Delta([Message(40, header: "m1@example.org")]));
        (await account.RowsAsync(account.Work)).Count.ShouldBe(2);

        await account.PlayAsync(newUid: 40);

        (await account.RowsAsync(account.Work)).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await account.StoredAsync(id)).Uid.ShouldBe(40u);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Refuse_PutsBackAndSaysWhy(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        await account.MoveAsync(id, account.Work);

        var changes = await store.Get<OperationLog>().RefuseAsync((await account.NextAsync())[0].Id, Refusal, CancellationToken.None);

        changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Folder.ShouldBe(account.Work);
        changes.OfType<MailChange.MessagesAdded>().ShouldHaveSingleItem().Folder.ShouldBe(account.Inbox);
        var row = (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem();
        (row.Failure, row.Pending).ShouldBe(("No such mailbox", null));
        await account.SetFlagsAsync(id, add: MailFlags.Seen);
        (await account.RowsAsync(account.Inbox))[0].Failure.ShouldBeNull();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Refuse_MoveThatWasUndoneMeanwhile_LeavesNothingToPlay(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var move = await account.MoveAsync(id, account.Work);
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        var operation = (await account.NextAsync())[0].Id;
        await store.Get<OperationLog>().ClaimAsync(account.Id, epoch, [operation], CancellationToken.None);
        await account.UndoAsync(move);

        await store.Get<OperationLog>().RefuseAsync(operation, Refusal, CancellationToken.None);

        (await account.NextAsync()).ShouldBeEmpty();
        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Pending.ShouldBeNull();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Postpone_IsNotDueUntilThen(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var log = store.Get<OperationLog>();
        await account.SetFlagsAsync((await account.ReceiveAsync(1))[0], add: MailFlags.Seen);
        var id = (await account.NextAsync())[0].Id;

        await log.PostponeAsync([id], TimeSpan.FromSeconds(5), new MailFault(MailFaultKind.Throttled, "later", TimeSpan.FromMinutes(1)), CancellationToken.None);

        (await account.NextAsync()).ShouldBeEmpty();
        (await log.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(TimeSpan.FromMinutes(1));
        store.Time.Advance(TimeSpan.FromMinutes(1));
        (await account.NextAsync()).ShouldHaveSingleItem();
    }

    [Theory, EveryDatabase]
    public async Task Claim_WithAnOldEpoch_IsLost(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.SetFlagsAsync((await account.ReceiveAsync(1))[0], add: MailFlags.Seen);
        var accounts = store.Get<AccountStore>();
        var old = await accounts.BeginEpochAsync(account.Id, CancellationToken.None);
        await accounts.BeginEpochAsync(account.Id, CancellationToken.None);

        (await store.Get<OperationLog>().ClaimAsync(account.Id, old, [(await account.NextAsync())[0].Id], CancellationToken.None)).ShouldBe(OperationClaim.Lost);
    }

    [Theory, EveryDatabase]
    public async Task Claim_OfWhatWasTakenBack_ClaimsNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync(1, 2);
        await account.SetFlagsAsync(ids[0], add: MailFlags.Seen);
        var second = await account.SetFlagsAsync(ids[1], add: MailFlags.Seen);
        var operations = (await account.NextAsync()).Select(o => o.Id).ToList();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        await account.UndoAsync(second);

        (await store.Get<OperationLog>().ClaimAsync(account.Id, epoch, operations, CancellationToken.None)).ShouldBe(OperationClaim.Changed);

        (await account.NextAsync()).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task MoveToTrash_FromTrash_DeletesForGood(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var actions = store.Get<MessageActions>();
        await actions.MoveToAsync(account.User, [id], SpecialUse.Trash, CancellationToken.None);
        await account.PlayAsync(newUid: 3);
        (await account.RowsAsync(account.Trash)).ShouldHaveSingleItem();

        var deletion = await actions.MoveToAsync(account.User, [id], SpecialUse.Trash, CancellationToken.None);

        deletion.Changes.OfType<MailChange.MessagesRemoved>().ShouldHaveSingleItem().Messages.ShouldBe([id]);
        (await account.RowsAsync(account.Trash)).ShouldBeEmpty();
        (await store.Get<MailQueries>().RowAsync(account.User, id, CancellationToken.None)).ShouldBeNull();
        await account.ApplyAsync(account.Trash, Delta([Message(3, header: "m1@example.org")]));
        (await account.RowsAsync(account.Trash)).ShouldBeEmpty();
        (await account.NextAsync()).ShouldHaveSingleItem().Kind.ShouldBe(OperationKind.Expunge);
        await account.PlayAsync();
        (await account.ExistsAsync(id)).ShouldBeFalse();
        (await account.UndoAsync(deletion)).ShouldBeNull();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task MoveTo_GoesToEachMessagesOwnAccount(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        var a = (await first.ReceiveAsync(1))[0];
        var b = (await second.ReceiveAsync(1))[0];

        var result = await store.Get<MessageActions>().MoveToAsync(first.User, [a, b], SpecialUse.Archive, CancellationToken.None);

        result.Count.ShouldBe(2);
        (await first.RowsAsync(first.Archive)).ShouldHaveSingleItem().Id.ShouldBe(a);
        (await second.RowsAsync(second.Archive)).ShouldHaveSingleItem().Id.ShouldBe(b);
        (await first.UndoAsync(result)).ShouldNotBeNull().Count.ShouldBe(2);
        await first.CountersShouldBeTrueAsync();
        await second.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task ActionsAndDeltas_AtOnce_LoseNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var ids = await account.ReceiveAsync([.. Enumerable.Range(1, 12).Select(i => (uint)i)]);

        await Task.WhenAll(
            Task.Run(async () =>
            {
                foreach (var id in ids)
                    await account.SetFlagsAsync(id, add: MailFlags.Seen);
            }),
            Task.Run(async () =>
            {
                for (var uid = 1u; uid <= 12; uid++)
                    await account.ApplyAsync(account.Inbox, Delta(changed: [new FlagChange(uid, 5, MailFlags.Flagged)]));
            }));

        (await account.RowsAsync(account.Inbox)).ShouldAllBe(row => row.Flags == (MailFlags.Seen | MailFlags.Flagged));
        await account.CountersShouldBeTrueAsync();
    }

    [Theory]
    [EveryDatabase(1)]
    [EveryDatabase(2)]
    public async Task RandomActions_CountersStayTrue(Database database, int seed)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var random = new Random(seed);
        var ids = (await account.ReceiveAsync([.. Enumerable.Range(1, 20).Select(i => (uint)i)])).ToList();
        FolderId[] folders = [account.Inbox, account.Work, account.Archive, account.Trash];
        var undoable = new List<ActionResult>();
        var uid = 100u;
        for (var step = 0; step < 80; step++)
        {
            store.Time.Advance(TimeSpan.FromSeconds(7));
            var id = ids[random.Next(ids.Count)];
            switch (random.Next(8))
            {
                case 0:
                    undoable.Add(await account.SetFlagsAsync(id, (MailFlags)random.Next(64), (MailFlags)random.Next(64)));
                    break;
                case 1 or 2:
                    undoable.Add(await account.MoveAsync(id, folders[random.Next(folders.Length)]));
                    break;
                case 3:
                    undoable.Add(await store.Get<MessageActions>().MoveToAsync(account.User, [id, ids[random.Next(ids.Count)]], SpecialUse.Trash, CancellationToken.None));
                    break;
                case 4 when undoable.Count > 0:
                    await account.UndoAsync(undoable[random.Next(undoable.Count)]);
                    break;
                case 5:
                    await account.PlayAsync(random.Next(2) == 0 ? null : uid);
                    uid += 50;
                    break;
                case 6 when (await account.NextAsync()) is [var first, ..]:
                    await store.Get<OperationLog>().RefuseAsync(first.Id, Refusal, CancellationToken.None);
                    break;
                default:
                    var folder = folders[random.Next(folders.Length)];
                    var known = await store.Get<MailStore>().KnownAsync(folder, 1, uint.MaxValue, CancellationToken.None);
                    await account.ApplyAsync(folder, Delta(
                        [Message(uid, header: $"m{random.Next(1, 21)}@example.org")],
                        [.. known.Take(2).Select(k => new FlagChange(k.Uid, 0, (MailFlags)random.Next(64)))],
                        [.. known.Skip(2).Take(1).Select(k => k.Uid)],
                        reset: random.Next(10) == 0));
                    uid += 50;
                    break;
            }
        }

        await account.CountersShouldBeTrueAsync();
    }
}
