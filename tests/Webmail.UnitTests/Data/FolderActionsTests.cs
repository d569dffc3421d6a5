using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class FolderActionsTests
{
    private static readonly MailFault Refusal = new(MailFaultKind.Refused, "Permission denied");

    [Theory, EveryDatabase]
    public async Task Create_IsShownAtOnceAndSurvivesAList(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        var result = await Actions(store).CreateAsync(account.User, account.Id, account.Work, " Projects ", CancellationToken.None);

        result.Problem.ShouldBe(FolderProblem.None);
        await ListAsync(store, account);
        var folder = (await TreeAsync(store, account)).Single(f => f.Id == result.Folder);
        (folder.Path, folder.Name, folder.Level, folder.IsPending).ShouldBe(("Work/Projects", "Projects", 1, true));
        (await store.Get<FolderStore>().SyncFoldersAsync(account.Id, CancellationToken.None)).ShouldNotContain(f => f.Id == result.Folder);
        await PlayAsync(store, account);
        await ListAsync(store, account, "Work/Projects");
        (await TreeAsync(store, account)).Single(f => f.Id == result.Folder).IsPending.ShouldBeFalse();
    }

    [Theory]
    [EveryDatabase("")]
    [EveryDatabase("a/b")]
    [EveryDatabase("a*")]
    [EveryDatabase("inbox")]
    public async Task Create_NameThatCannotBe_IsRefusedHere(Database database, string name)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        (await Actions(store).CreateAsync(account.User, account.Id, null, name, CancellationToken.None)).Problem.ShouldBe(FolderProblem.Name);
    }

    [Theory, EveryDatabase]
    public async Task Create_Taken_SaysSo(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        (await Actions(store).CreateAsync(account.User, account.Id, null, "Work", CancellationToken.None)).Problem.ShouldBe(FolderProblem.Exists);
    }

    [Theory, EveryDatabase]
    public async Task Actions_OnFoldersOfStrangersOrWithARole_AreNotAllowed(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddAccountAsync();
        var actions = Actions(store);

        (await actions.RenameAsync(stranger.User, account.Work, "Mine", CancellationToken.None)).Problem.ShouldBe(FolderProblem.NotAllowed);
        (await actions.CreateAsync(stranger.User, account.Id, null, "Mine", CancellationToken.None)).Problem.ShouldBe(FolderProblem.NotAllowed);
        (await actions.DeleteAsync(account.User, account.Trash, CancellationToken.None)).Problem.ShouldBe(FolderProblem.NotAllowed);
        (await actions.RenameAsync(account.User, account.Inbox, "Mine", CancellationToken.None)).Problem.ShouldBe(FolderProblem.NotAllowed);
        (await actions.MoveAsync(account.User, account.Work, account.Work, CancellationToken.None)).Problem.ShouldBe(FolderProblem.Name);
    }

    [Theory, EveryDatabase]
    public async Task Rename_TakesWhatIsBelowAlong_AndKeepsIdsThroughTheReplay(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await ListAsync(store, account, "Work/2026");
        var child = (await TreeAsync(store, account)).Single(f => f.Path == "Work/2026").Id;

        await Actions(store).RenameAsync(account.User, account.Work, "Office", CancellationToken.None);

        (await TreeAsync(store, account)).Select(f => f.Path).ShouldBe(["INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash", "Office", "Office/2026"]);
        await PlayAsync(store, account);
        await ListAsync(store, account, ["Office", "Office/2026"], without: "Work");
        var tree = await TreeAsync(store, account);
        tree.Single(f => f.Id == account.Work).Path.ShouldBe("Office");
        tree.Single(f => f.Id == child).Path.ShouldBe("Office/2026");
    }

    [Theory, EveryDatabase]
    public async Task Rename_ServerDidItButWeNeverHeard_ListRecognisesTheFolder(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await Actions(store).RenameAsync(account.User, account.Work, "Office", CancellationToken.None);

        await ListAsync(store, account, ["Office"], without: "Work");

        (await TreeAsync(store, account)).Single(f => f.Id == account.Work).Path.ShouldBe("Office");
    }

    [Theory, EveryDatabase]
    public async Task Refuse_PutsTheTreeBackAndSaysWhy_RetryWantsItAgain(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await Actions(store).RenameAsync(account.User, account.Work, "Office", CancellationToken.None);
        var log = store.Get<FolderOperationLog>();
        var operation = (await log.NextAsync(account.Id, CancellationToken.None)).ShouldNotBeNull();

        var changes = await log.RefuseAsync(operation, Refusal, CancellationToken.None);

        var refused = changes.OfType<MailChange.FolderRefused>().ShouldHaveSingleItem();
        (refused.Name, refused.ServerText).ShouldBe(("Work", "Permission denied"));
        (await TreeAsync(store, account)).Single(f => f.Id == account.Work).Path.ShouldBe("Work");
        var entry = (await store.Get<OperationQueue>().ListAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.IsRefused, entry.Subject, entry.Target, entry.ServerText).ShouldBe((true, "Work", "Office", "Permission denied"));
        await store.Get<OperationQueue>().RetryFolderAsync(account.User, entry.Key, CancellationToken.None);
        (await TreeAsync(store, account)).Single(f => f.Id == account.Work).Path.ShouldBe("Office");
        (await log.NextAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().NewPath.ShouldBe("Office");
    }

    [Theory, EveryDatabase]
    public async Task Refuse_Creation_MessagesOnTheirWayThereAreBackWithTheServersWords(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var id = (await account.ReceiveAsync(1))[0];
        var folder = (await Actions(store).CreateAsync(account.User, account.Id, null, "New", CancellationToken.None)).Folder.ShouldNotBeNull();
        await account.MoveAsync(id, folder);
        (await account.NextAsync()).ShouldBeEmpty();
        var log = store.Get<FolderOperationLog>();

        await log.RefuseAsync((await log.NextAsync(account.Id, CancellationToken.None)).ShouldNotBeNull(), Refusal, CancellationToken.None);

        (await account.RowsAsync(account.Inbox)).ShouldHaveSingleItem().Failure.ShouldBe("Permission denied");
        (await TreeAsync(store, account)).ShouldNotContain(f => f.Id == folder);
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Delete_WaitsForMessagesOnTheirWayOut_ThenIsGone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Work, TestAccount.Delta([TestAccount.Message(1), TestAccount.Message(2)]));
        await account.MoveAsync((await account.RowsAsync(account.Work))[0].Id, account.Archive);

        await Actions(store).DeleteAsync(account.User, account.Work, CancellationToken.None);

        (await TreeAsync(store, account)).ShouldNotContain(f => f.Id == account.Work);
        var log = store.Get<FolderOperationLog>();
        (await log.NextAsync(account.Id, CancellationToken.None)).ShouldBeNull();
        await account.PlayAsync(newUid: 7);
        await PlayAsync(store, account);
        (await account.RowsAsync(account.Archive)).ShouldHaveSingleItem();
        await account.CountersShouldBeTrueAsync();
    }

    [Theory, EveryDatabase]
    public async Task Undo_BeforeTheServerHeard_ForgetsIt_AfterItRecordsTheInverse(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var actions = Actions(store);
        var log = store.Get<FolderOperationLog>();
        var first = await actions.RenameAsync(account.User, account.Work, "Office", CancellationToken.None);

        await actions.UndoAsync(account.User, first.Undo.ShouldNotBeNull(), CancellationToken.None);

        (await log.NextAsync(account.Id, CancellationToken.None)).ShouldBeNull();
        (await TreeAsync(store, account)).Single(f => f.Id == account.Work).Path.ShouldBe("Work");
        var second = await actions.RenameAsync(account.User, account.Work, "Office", CancellationToken.None);
        await PlayAsync(store, account);
        await actions.UndoAsync(account.User, second.Undo.ShouldNotBeNull(), CancellationToken.None);
        (await log.NextAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().NewPath.ShouldBe("Work");
    }

    [Theory, EveryDatabase]
    public async Task Use_Chosen_WinsOverTheServersWordAtEveryList(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await account.ApplyAsync(account.Work, TestAccount.Delta([TestAccount.Message(1)]));

        await Actions(store).UseAsync(account.User, account.Work, SpecialUse.Sent, CancellationToken.None);

        await ListAsync(store, account);
        var tree = await TreeAsync(store, account);
        (tree.Single(f => f.Id == account.Work).SpecialUse, tree.Single(f => f.Path == "Sent").SpecialUse).ShouldBe((SpecialUse.Sent, SpecialUse.None));
        var sent = await store.Get<MailQueries>().PageAsync(account.User, new MailView.Across(AcrossView.Sent), 0, 10, CancellationToken.None);
        sent.Rows.ShouldHaveSingleItem();
        await Actions(store).UseAsync(account.User, account.Work, SpecialUse.None, CancellationToken.None);
        (await TreeAsync(store, account)).Single(f => f.Path == "Sent").SpecialUse.ShouldBe(SpecialUse.Sent);
    }

    [Theory, EveryDatabase]
    public async Task Archive_WithoutSuchAFolder_MakesOne(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await store.Get<FolderStore>().ApplyFoldersAsync(account.Id, [.. TestAccount.Folders.Where(f => f.SpecialUse != SpecialUse.Archive)], CancellationToken.None);
        var ids = await account.ReceiveAsync(1, 2);

        var result = await store.Get<MessageActions>().MoveToAsync(account.User, ids, SpecialUse.Archive, CancellationToken.None);

        result.Count.ShouldBe(2);
        var archive = (await TreeAsync(store, account)).Single(f => f.SpecialUse == SpecialUse.Archive);
        (archive.Path, archive.Total).ShouldBe(("Archive", 2));
        (await account.NextAsync()).ShouldBeEmpty();
        (await store.Get<FolderOperationLog>().NextAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Use.ShouldBe(SpecialUse.Archive);
        await PlayAsync(store, account);
        (await account.NextAsync()).Count.ShouldBe(2);
        await account.CountersShouldBeTrueAsync();
    }

    private static FolderActions Actions(TestStore store) => store.Get<FolderActions>();

    private static async Task<IReadOnlyList<FolderView>> TreeAsync(TestStore store, TestAccount account) =>
        (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).Single(a => a.Id == account.Id).Folders;

    private static Task<IReadOnlyList<MailChange>> ListAsync(TestStore store, TestAccount account, params string[] more) => ListAsync(store, account, more, without: "");

    private static Task<IReadOnlyList<MailChange>> ListAsync(TestStore store, TestAccount account, string[] more, string without) => store.Get<FolderStore>().ApplyFoldersAsync(
        account.Id,
        [.. TestAccount.Folders.Where(f => f.Path != without), .. more.Select(path => new ServerFolder(path, '/', SpecialUse.None, true, true))],
        CancellationToken.None);

    private static async Task PlayAsync(TestStore store, TestAccount account)
    {
        var log = store.Get<FolderOperationLog>();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(account.Id, CancellationToken.None);
        while (await log.NextAsync(account.Id, CancellationToken.None) is { } next)
        {
            (await log.ClaimAsync(account.Id, epoch, next.Id, CancellationToken.None)).ShouldBe(OperationClaim.Claimed);
            await log.CompleteAsync(next, CancellationToken.None);
        }
    }
}
