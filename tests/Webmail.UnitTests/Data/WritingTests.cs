using System.Globalization;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class WritingTests
{
    [Theory, EveryDatabase]
    public async Task ServerDrafts_OfMessages_AreThoseWithACopyThere(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var messages = await account.ReceiveAsync(1, 2, 3);
        var draft = await CreateDraftAsync(store, account);
        await store.Get<ServerDraftStore>().AdoptAsync(draft.Id, "m2@example.org", account.Inbox, 2, "", [], CancellationToken.None);

        (await store.Get<ServerDraftStore>().FindAsync(account.User, messages, CancellationToken.None)).ShouldBe([draft.Id]);
        (await store.Get<ServerDraftStore>().FindAsync(account.User, [messages[0], messages[2]], CancellationToken.None)).ShouldBeEmpty();
        (await store.Get<ServerDraftStore>().FindAsync(await store.AddUserAsync(), messages, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Create_TwiceUnderOneKey_IsOneDraft(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var drafts = store.Get<DraftStore>();
        var start = new DraftStart(account.Id, DraftKind.New, null, "", "", "", "s", "first", null) { Key = "n42" };

        var begun = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => drafts.CreateAsync(account.User, start with { Text = "again" }, CancellationToken.None))));
        begun.Select(draft => draft.Id).Distinct().ShouldHaveSingleItem();

        // What was thrown away is not begun again under its key.
        await drafts.DeleteAsync(account.User, begun[0].Id, CancellationToken.None);
        (await drafts.CreateAsync(account.User, start, CancellationToken.None)).Id.ShouldNotBe(begun[0].Id);
        var stranger = await store.AddAccountAsync();
        (await drafts.CreateAsync(stranger.User, start with { Account = stranger.Id }, CancellationToken.None)).Id.ShouldNotBe(begun[0].Id);
    }

    [Theory, EveryDatabase]
    public async Task ServerCopy_OfADraftWithLargeFiles_WaitsLongerWhenOnlyItsTextChanged(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var (drafts, server) = (store.Get<DraftStore>(), store.Get<ServerDraftStore>());
        await drafts.AttachAsync(account.User, draft.Id, "a.bin", "a/b", ServerDraftStore.LargeBytes, await BlobAsync(store, account, BlobKind.Attachment), null, CancellationToken.None);
        (await server.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(ServerDraftStore.Pause);
        await server.SavedAsync((await drafts.FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull(), account.Folder("Drafts"), 1, CancellationToken.None);

        await drafts.SaveAsync(account.User, draft.Id, Content(account, "two", 1) with { Editor = "w" }, CancellationToken.None);
        (await server.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(ServerDraftStore.LargePause);

        await drafts.CloseAsync(account.User, draft.Id, "w", CancellationToken.None);
        (await server.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(TimeSpan.Zero);
    }

    [Theory, EveryDatabase]
    public async Task Suspect_ANewerMessageOfTheDraftsName_HasTheServerAsked(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var server = store.Get<ServerDraftStore>();
        await server.AdoptAsync(draft.Id, "draft@example.org", account.Folder("Drafts"), 4, "", [], CancellationToken.None);
        (await server.SuspectAsync(account.User, draft.Id, CancellationToken.None)).ShouldBeFalse();

        await account.ApplyAsync(account.Folder("Drafts"), TestAccount.Delta([TestAccount.Message(5, header: "draft@example.org")]));

        (await server.SuspectAsync(account.User, draft.Id, CancellationToken.None)).ShouldBeTrue();
        await server.ContestAsync(draft.Id, account.Folder("Drafts"), 5, CancellationToken.None);
        (await store.Get<DraftStore>().FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull().IsContested.ShouldBeTrue();
        (await server.TheirsAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull();
        (await server.TheirsAsync(new UserId(99), draft.Id, CancellationToken.None)).ShouldBeNull();
        await server.SettleAsync(draft.Id, CancellationToken.None);
        (await server.NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Uid.ShouldBe(5u);
    }

    [Theory, EveryDatabase]
    public async Task Save_OfAnOlderVersion_IsAConflict(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var drafts = store.Get<DraftStore>();

        var saved = await drafts.SaveAsync(account.User, draft.Id, Content(account, "two", draft.Version), CancellationToken.None);
        var stale = await drafts.SaveAsync(account.User, draft.Id, Content(account, "three", draft.Version), CancellationToken.None);

        (saved.Conflict, saved.Draft.ShouldNotBeNull().Version).ShouldBe((false, 2));
        (stale.Conflict, stale.Draft.ShouldNotBeNull().Text).ShouldBe((true, "two"));
        (await drafts.SaveAsync(new UserId(99), draft.Id, Content(account, "x", 2), CancellationToken.None)).Draft.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Save_OfTheSameVersionAtOnce_LetsOneWin(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var drafts = store.Get<DraftStore>();

        var saves = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            drafts.SaveAsync(account.User, draft.Id, Content(account, i.ToString(CultureInfo.InvariantCulture), draft.Version), CancellationToken.None))));

        saves.Count(save => !save.Conflict).ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task Delete_ThenRestore_IsAsBefore(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var drafts = store.Get<DraftStore>();

        (await drafts.DeleteAsync(account.User, draft.Id, CancellationToken.None)).ShouldBeTrue();
        (await drafts.FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldBeNull();
        (await drafts.RestoreAsync(account.User, draft.Id, CancellationToken.None)).ShouldBeTrue();

        (await drafts.FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull().Text.ShouldBe("one");
    }

    [Theory, EveryDatabase]
    public async Task Attach_KeepsOrder_DetachRemoves(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var drafts = store.Get<DraftStore>();
        var first = await AttachAsync("a.txt");
        await AttachAsync("b.txt");

        (await drafts.DetachAsync(account.User, draft.Id, first.ShouldNotBeNull().Id, CancellationToken.None)).ShouldBeTrue();
        (await drafts.AttachAsync(account.User, draft.Id, "x", "y", 1, await BlobAsync(store, account, BlobKind.Body), null, CancellationToken.None)).ShouldBeNull();

        (await drafts.FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull().Attachments.ShouldHaveSingleItem().FileName.ShouldBe("b.txt");

        async Task<DraftAttachment?> AttachAsync(string name) =>
            await drafts.AttachAsync(account.User, draft.Id, name, "text/plain", 1, await BlobAsync(store, account, BlobKind.Attachment), null, CancellationToken.None);
    }

    [Theory, EveryDatabase]
    public async Task Queue_HidesTheDraft_CancelBringsItBack(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var item = await QueueAsync(store, account, draft.Id);
        (await CountsAsync(store, account)).ShouldBe((0, 0, 1));

        (await store.Get<OutboxStore>().CancelAsync(account.User, item.Id, CancellationToken.None)).ShouldBe(draft.Id);

        (await CountsAsync(store, account)).ShouldBe((1, 0, 0));
        (await store.Get<OutboxStore>().CancelAsync(account.User, item.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Queue_TheSameDraftTwice_IsRefused(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        await QueueAsync(store, account, draft.Id);

        await Should.ThrowAsync<DraftGoneException>(() => QueueAsync(store, account, draft.Id));
    }

    [Theory, EveryDatabase]
    public async Task Claim_AfterTheDelay_EndsTheTimeToCancel(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        var item = await QueueAsync(store, account, null);
        (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldBeNull();
        (await outbox.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(TimeSpan.FromSeconds(10));
        store.Time.Advance(TimeSpan.FromSeconds(10));

        (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Recipients.ShouldBe(["bob@example.org", "eve@example.org"]);
        (await outbox.ClaimAsync(item.Id, account.Id, epoch - 1, CancellationToken.None)).ShouldBeFalse();
        (await outbox.ClaimAsync(item.Id, account.Id, epoch, CancellationToken.None)).ShouldBeTrue();
        (await outbox.ClaimAsync(item.Id, account.Id, epoch, CancellationToken.None)).ShouldBeFalse();
        (await outbox.CancelAsync(account.User, item.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Advance_ThroughTheStates_EndsInDone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var item = await ClaimedAsync(store, account, null);

        (await outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Submitted, "250 ok", CancellationToken.None)).ShouldHaveSingleItem();
        (await outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Submitted, null, CancellationToken.None)).ShouldBeEmpty();
        (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().State.ShouldBe(OutboxState.Submitted);
        await outbox.AdvanceAsync(item.Id, OutboxState.Submitted, OutboxState.Filed, null, CancellationToken.None);
        await outbox.AdvanceAsync(item.Id, OutboxState.Filed, OutboxState.Done, null, CancellationToken.None);

        (await outbox.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBeNull();
        (await CountsAsync(store, account)).ShouldBe((0, 0, 0));
    }

    [Theory, EveryDatabase]
    public async Task Rejected_BringsTheDraftBack_AndLeavesTheListWhenSentAgain(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var draft = await CreateDraftAsync(store, account);
        var item = await ClaimedAsync(store, account, draft.Id);

        await store.Get<OutboxStore>().AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Rejected, "550 no", CancellationToken.None);

        (await CountsAsync(store, account)).ShouldBe((1, 0, 1));
        (await RowsAsync(store, account, AcrossView.Outbox)).ShouldHaveSingleItem().Failure.ShouldBe("550 no");
        await QueueAsync(store, account, draft.Id);
        (await RowsAsync(store, account, AcrossView.Outbox)).ShouldHaveSingleItem().Failure.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Defer_QueuesAgainForLater(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var item = await ClaimedAsync(store, account, null);

        await outbox.DeferAsync(item.Id, TimeSpan.FromMinutes(2), "451 later", CancellationToken.None);

        (await outbox.NextDelayAsync(account.Id, CancellationToken.None)).ShouldBe(TimeSpan.FromMinutes(2));
        var deferred = (await outbox.FindAsync(account.User, item.Id, CancellationToken.None)).ShouldNotBeNull();
        (deferred.State, deferred.Attempts, deferred.LastError).ShouldBe((OutboxState.Queued, 1, "451 later"));
    }

    [Theory, EveryDatabase]
    public async Task Recover_AnAttemptThatNobodyFinished_IsUncertainAndNotSentAgain(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var item = await ClaimedAsync(store, account, null);

        (await outbox.RecoverAsync(account.Id, CancellationToken.None)).ShouldHaveSingleItem();

        for (var i = 0; i < OutboxStore.SentSearchPauses.Count; i++)
        {
            (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().State.ShouldBe(OutboxState.Uncertain);
            await outbox.SearchedAsync(item.Id, found: false, CancellationToken.None);
            store.Time.Advance(TimeSpan.FromMinutes(5));
        }

        (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldBeNull();
        (await CountsAsync(store, account)).ShouldBe((0, 0, 1));
        (await outbox.DismissAsync(account.User, item.Id, CancellationToken.None)).ShouldBeTrue();
        (await CountsAsync(store, account)).ShouldBe((0, 0, 0));
    }

    [Theory, EveryDatabase]
    public async Task Searched_FoundInSent_IsDone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var item = await ClaimedAsync(store, account, null);
        await outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Uncertain, "cut", CancellationToken.None);

        await outbox.SearchedAsync(item.Id, found: true, CancellationToken.None);

        (await outbox.NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().State.ShouldBe(OutboxState.Filed);
        (await outbox.DecideAsync(account.User, item.Id, UncertainDecision.SendAgain, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Decide_AboutAnUncertainMessage_IsDoneOnce(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();

        (await AfterAsync(UncertainDecision.WasSent)).ShouldBe(OutboxState.Submitted);
        (await AfterAsync(UncertainDecision.SendAgain)).ShouldBe(OutboxState.Queued);
        (await CountsAsync(store, account)).Drafts.ShouldBe(0);
        (await AfterAsync(UncertainDecision.BackToDraft)).ShouldBe(OutboxState.Cancelled);
        (await CountsAsync(store, account)).Drafts.ShouldBe(1);

        async Task<OutboxState> AfterAsync(UncertainDecision decision)
        {
            var item = await ClaimedAsync(store, account, (await CreateDraftAsync(store, account)).Id);
            await outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Uncertain, "cut", CancellationToken.None);
            (await outbox.DecideAsync(new UserId(99), item.Id, decision, CancellationToken.None)).ShouldBeEmpty();
            (await outbox.DecideAsync(account.User, item.Id, decision, CancellationToken.None)).ShouldHaveSingleItem();
            (await outbox.DecideAsync(account.User, item.Id, UncertainDecision.SendAgain, CancellationToken.None)).ShouldBeEmpty();
            return (await outbox.FindAsync(account.User, item.Id, CancellationToken.None)).ShouldNotBeNull().State;
        }
    }

    [Theory, EveryDatabase]
    public async Task Accepted_WithARefusedRecipient_StaysInTheListUntilSeen(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var item = await ClaimedAsync(store, account, null);

        await outbox.AcceptedAsync(item.Id, [new RefusedRecipient("eve@example.org", "5.1.1 no such user")], CancellationToken.None);
        await outbox.AdvanceAsync(item.Id, OutboxState.Submitted, OutboxState.Filed, null, CancellationToken.None);
        await outbox.AdvanceAsync(item.Id, OutboxState.Filed, OutboxState.Done, null, CancellationToken.None);

        (await RowsAsync(store, account, AcrossView.Outbox)).ShouldHaveSingleItem().Outgoing.ShouldNotBeNull().Refused.ShouldHaveSingleItem().Address.ShouldBe("eve@example.org");
        (await outbox.DismissAsync(account.User, item.Id, CancellationToken.None)).ShouldBeTrue();
        (await RowsAsync(store, account, AcrossView.Outbox)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task SendNow_AScheduledMessage_IsDueAtOnce(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var item = await QueueAsync(store, account, null, TimeSpan.FromDays(1));

        (await store.Get<OutboxStore>().SendNowAsync(account.User, item.Id, CancellationToken.None)).ShouldHaveSingleItem();

        (await CountsAsync(store, account)).ShouldBe((0, 0, 1));
        (await store.Get<OutboxStore>().NextDueAsync(account.Id, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>An undo that is acknowledged never leaves, and what left is never taken back.</summary>
    [Fact]
    public async Task Cancel_RacedAgainstTheSenderAThousandTimes_OneOfThemWins()
    {
        await using var store = await TestStore.CreateAsync(Database.Sqlite);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        var blob = await BlobAsync(store, account, BlobKind.Outbox);
        var (taken, left) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var draft = await CreateDraftAsync(store, account);
            var item = (await outbox.QueueAsync(
                new NewOutboxItem(account.User, account.Id, draft.Id, DraftKind.New, null, "id@example.org", "ann@example.org", ["bob@example.org"], "Hi", "Bob", blob, store.Time.GetUtcNow(), false),
                CancellationToken.None)).Item;
            using var start = new Barrier(2);
            var undo = Task.Run(() =>
            {
                start.SignalAndWait();
                return outbox.CancelAsync(account.User, item.Id, CancellationToken.None);
            });
            var claim = Task.Run(() =>
            {
                start.SignalAndWait();
                return outbox.ClaimAsync(item.Id, account.Id, epoch, CancellationToken.None);
            });

            var back = await undo;
            (await claim).ShouldBe(back is null, $"in race {i}");
            (await store.Get<DraftStore>().FindAsync(account.User, draft.Id, CancellationToken.None) is not null).ShouldBe(back is not null);
            _ = back is null ? left++ : taken++;
        }

        taken.ShouldBeGreaterThan(0);
        left.ShouldBeGreaterThan(0);
    }

    [Theory, EveryDatabase]
    public async Task Queue_ForTomorrow_IsScheduled(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        await QueueAsync(store, account, null, TimeSpan.FromDays(1));

        (await CountsAsync(store, account)).ShouldBe((0, 1, 0));
        (await RowsAsync(store, account, AcrossView.Scheduled)).ShouldHaveSingleItem().Received.ShouldBe(store.Time.GetUtcNow().AddDays(1));
    }

    [Theory, EveryDatabase]
    public async Task DraftsView_ShowsOursFirst_PagedAcrossBoth(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Folder("Drafts"), TestAccount.Delta([TestAccount.Message(1), TestAccount.Message(2)]));
        for (var i = 0; i < 3; i++)
        {
            store.Time.Advance(TimeSpan.FromMinutes(1));
            await CreateDraftAsync(store, account, i.ToString(CultureInfo.InvariantCulture));
        }

        var queries = store.Get<MailQueries>();
        var view = new MailView.Across(AcrossView.Drafts);
        var whole = await queries.PageAsync(account.User, view, 0, 10, CancellationToken.None);

        whole.Total.ShouldBe(5);
        whole.Rows.Select(r => r.Subject).ShouldBe(["2", "1", "0", "Subject 2", "Subject 1"]);
        whole.Rows[0].Draft.ShouldNotBeNull();
        (await queries.PageAsync(account.User, view, 2, 2, CancellationToken.None)).Rows.Select(r => r.Subject).ShouldBe(["0", "Subject 2"]);
        (await queries.PageAsync(account.User, view, 4, 2, CancellationToken.None)).Rows.Select(r => r.Subject).ShouldBe(["Subject 1"]);
        (await queries.IndexOfAsync(account.User, view, whole.Rows[4].Id, CancellationToken.None)).ShouldBe(4);
    }

    [Theory, EveryDatabase]
    public async Task Sweep_RemovesWhatIsFinished(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var discarded = await CreateDraftAsync(store, account);
        var sent = await CreateDraftAsync(store, account);
        var item = await ClaimedAsync(store, account, sent.Id);
        await store.Get<OutboxStore>().AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Done, null, CancellationToken.None);
        await store.Get<DraftStore>().DeleteAsync(account.User, discarded.Id, CancellationToken.None);
        store.Time.Advance(TimeSpan.FromDays(2));

        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);

        (await store.Get<DraftStore>().RestoreAsync(account.User, discarded.Id, CancellationToken.None)).ShouldBeFalse();
        (await store.Get<OutboxStore>().FindAsync(account.User, item.Id, CancellationToken.None)).ShouldBeNull();
        (await store.Get<BlobStore>().OpenAsync(item.Blob, CancellationToken.None)).ShouldBeNull();
        await using var db = store.Open();
        db.Drafts.ShouldBeEmpty();
    }

    private static Task<Draft> CreateDraftAsync(TestStore store, TestAccount account, string subject = "Hi") =>
        store.Get<DraftStore>().CreateAsync(account.User, account.Id, DraftKind.New, null, "bob@example.org", "", "", subject, "one", null, CancellationToken.None);

    private static DraftContent Content(TestAccount account, string text, int version) => new(account.Id, "bob@example.org", "", "", "Hi", text, version);

    private static Task<BlobId> BlobAsync(TestStore store, TestAccount account, BlobKind kind) =>
        store.Get<BlobStore>().WriteAsync(account.User, account.Id, kind, new MemoryStream([1, 2, 3]), 100, CancellationToken.None);

    private static async Task<OutboxItem> QueueAsync(TestStore store, TestAccount account, DraftId? draft, TimeSpan? delay = null) =>
        (await store.Get<OutboxStore>().QueueAsync(
            new NewOutboxItem(
                account.User, account.Id, draft, DraftKind.New, null, "id@example.org", "ann@example.org", ["bob@example.org", "eve@example.org"], "Hi", "Bob",
                await BlobAsync(store, account, BlobKind.Outbox), store.Time.GetUtcNow() + (delay ?? TimeSpan.FromSeconds(10)), Scheduled: delay is not null),
            CancellationToken.None)).Item;

    private static async Task<OutboxItem> ClaimedAsync(TestStore store, TestAccount account, DraftId? draft)
    {
        var item = await QueueAsync(store, account, draft);
        store.Time.Advance(TimeSpan.FromSeconds(10));
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        (await store.Get<OutboxStore>().ClaimAsync(item.Id, account.Id, epoch, CancellationToken.None)).ShouldBeTrue();
        return item;
    }

    private static async Task<(int Drafts, int Scheduled, int Outbox)> CountsAsync(TestStore store, TestAccount account)
    {
        var counts = await store.Get<MailQueries>().CountsAsync(account.User, CancellationToken.None);
        return (counts.Drafts, counts.Scheduled, counts.Outbox);
    }

    private static async Task<IReadOnlyList<MessageRow>> RowsAsync(TestStore store, TestAccount account, AcrossView view) =>
        (await store.Get<MailQueries>().PageAsync(account.User, new MailView.Across(view), 0, 10, CancellationToken.None)).Rows;
}
