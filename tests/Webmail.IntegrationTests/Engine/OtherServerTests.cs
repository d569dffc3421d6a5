using System.Globalization;
using MailKit;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.IntegrationTests.Engine;

/// <summary>The product on a server of another make. All of them keep every folder below INBOX.</summary>
public abstract class OtherServerTests(OtherServers servers, OtherMake make) : IClassFixture<OtherServers>
{
    [Fact]
    public async Task Server_IsARealOne_AndLogsOurSignIn()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);

        await mailbox.SignInAsync();

        var command = await File.ReadAllTextAsync($"/proc/{mailbox.Server.ProcessId.ToString(CultureInfo.InvariantCulture)}/cmdline");
        command.ShouldContain(make.Program);
        (await mailbox.Server.SignInLogAsync(mailbox.User)).ShouldContain(string.Format(CultureInfo.InvariantCulture, make.SignedIn, mailbox.User.Address));
    }

    [Fact]
    public async Task Mail_OfBeforeAndNew_IsThere_ByTheStrategyTheServerAllows()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        for (var i = 0; i < 3; i++)
            await mailbox.DeliverAsync($"Old {i}");
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX", "Old 0", "Old 1", "Old 2");

        await mailbox.DeliverAsync("New");
        await mailbox.ElsewhereAsync("INBOX", inbox => inbox.AppendAsync(new AppendRequest(OtherMailbox.Message("Appended"))));
        await mailbox.ShowsAsync("INBOX", "Old 0", "Old 1", "Old 2", "New", "Appended");
        await mailbox.ElsewhereAsync("INBOX", async inbox =>
        {
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            await inbox.StoreAsync(0, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await inbox.ExpungeAsync();
        });
        await mailbox.ShowsAsync("INBOX", "Old 1", "Old 2", "New", "Appended");

        var commands = await mailbox.Server.CommandsAsync(mailbox.User);
        commands.ShouldContain(command => command.Contains(make.Scan, StringComparison.OrdinalIgnoreCase));
        commands.ShouldNotContain(command => command.Contains(make.OtherScan, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Flags_SetHereAndThere_AreTheSame()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        await mailbox.DeliverAsync("Ours");
        await mailbox.DeliverAsync("Theirs");
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX", "Ours", "Theirs");
        var ours = (await mailbox.RowsAsync("INBOX")).Single(row => row.Subject == "Ours");

        await mailbox.Host.Commands.SetFlagsAsync(mailbox.Person, [ours.Id], MailFlags.Seen | MailFlags.Flagged, MailFlags.None, CancellationToken.None);
        await mailbox.ElsewhereAsync("INBOX", async inbox =>
        {
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            var all = await inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope);
            var theirs = all.Single(summary => summary.Envelope?.Subject == "Theirs").UniqueId;
            await inbox.StoreAsync(theirs, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Flagged));
        });

        await EngineHost.EventuallyAsync("our flags are on the server", async () => (await mailbox.SummariesAsync("INBOX"))
            .Single(summary => summary.Envelope?.Subject == "Ours").Flags is { } flags && flags.HasFlag(MessageFlags.Seen | MessageFlags.Flagged));

        // IDLE of either server may say nothing of flags.
        await mailbox.Host.Mailbox.RefreshAsync(mailbox.Person, CancellationToken.None);
        await EngineHost.EventuallyAsync("their flag is in the list", async () => (await mailbox.RowsAsync("INBOX")).Single(row => row.Subject == "Theirs") is { IsStarred: true, IsUnread: true });
        (await mailbox.RowsAsync("INBOX")).Single(row => row.Id == ours.Id).ShouldSatisfyAllConditions(row => row.IsStarred.ShouldBeTrue(), row => row.IsUnread.ShouldBeFalse());
    }

    [Fact]
    public async Task MessagesMovedAndDeleted_AreSoOnTheServer()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        foreach (var subject in new[] { "Keep", "File", "Drop" })
            await mailbox.DeliverAsync(subject);
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX", "Keep", "File", "Drop");
        var rows = (await mailbox.RowsAsync("INBOX")).ToDictionary(row => row.Subject, row => row.Id);

        // Neither has an Archive of its own: it is made.
        await mailbox.Host.Commands.MoveToAsync(mailbox.Person, [rows["File"]], SpecialUse.Archive, CancellationToken.None);
        await mailbox.Host.Commands.MoveToAsync(mailbox.Person, [rows["Drop"]], SpecialUse.Trash, CancellationToken.None);
        await mailbox.HoldsAsync("INBOX", "Keep");
        await mailbox.HoldsAsync("INBOX.Archive", "File");
        await mailbox.HoldsAsync("INBOX.Trash", "Drop");
        await mailbox.ShowsAsync("INBOX.Archive", "File");
        (await mailbox.RowsAsync("INBOX.Archive")).Single().Id.ShouldBe(rows["File"]);

        await mailbox.Host.Commands.MoveToAsync(mailbox.Person, [rows["Drop"]], SpecialUse.Trash, CancellationToken.None);
        await mailbox.HoldsAsync("INBOX.Trash");
        await mailbox.ShowsAsync("INBOX.Trash");
        (await mailbox.Server.CommandsAsync(mailbox.User)).ShouldContain(line => line.Contains(make.Move, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SpecialFolders_AreFoundOrMade_BelowInbox()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        if (!make.HasSpecialFolders)
            await mailbox.ElsewhereAsync("INBOX", async inbox => (await inbox.CreateAsync("Sent", isMessageFolder: true)).ShouldNotBeNull());
        await mailbox.SignInAsync();

        var roles = (await mailbox.FoldersAsync()).Where(folder => folder.SpecialUse != SpecialUse.None).ToDictionary(folder => folder.SpecialUse, folder => folder.Path);

        roles[SpecialUse.Inbox].ShouldBe("INBOX");
        roles[SpecialUse.Sent].ShouldBe("INBOX.Sent");
        roles[SpecialUse.Trash].ShouldBe("INBOX.Trash");
        roles.ContainsKey(SpecialUse.Junk).ShouldBe(make.HasSpecialFolders);
    }

    [Fact]
    public async Task Folders_MadeRenamedDeletedHere_AreSoOnTheServer()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        await mailbox.DeliverAsync("Inside");
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX", "Inside");
        var message = (await mailbox.RowsAsync("INBOX")).Single().Id;

        var made = (await mailbox.Host.Commands.CreateFolderAsync(mailbox.Person, mailbox.Account, null, "Проекты", CancellationToken.None)).Folder.ShouldNotBeNull();
        await mailbox.Host.Commands.MoveAsync(mailbox.Person, [message], made, CancellationToken.None);
        await mailbox.HoldsAsync("INBOX.Проекты", "Inside");
        await mailbox.Host.Commands.RenameFolderAsync(mailbox.Person, made, "Office", CancellationToken.None);
        await mailbox.HoldsAsync("INBOX.Office", "Inside");
        await mailbox.ShowsAsync("INBOX.Office", "Inside");
        (await mailbox.RowsAsync("INBOX.Office")).Single().Id.ShouldBe(message);
        await mailbox.Host.Commands.DeleteFolderAsync(mailbox.Person, made, CancellationToken.None);
        await mailbox.HoldsAsync("INBOX.Trash", "Inside");

        await EngineHost.EventuallyAsync("the folder is gone on the server", async () => !(await mailbox.ServerPathsAsync()).Any(path => path.Contains("Office", StringComparison.Ordinal) || path.Contains("Проекты", StringComparison.Ordinal)));
        await EngineHost.EventuallyAsync("nothing is left to do", async () => (await mailbox.Host.Mailbox.QueueAsync(mailbox.Person, CancellationToken.None)).Count == 0);
    }

    [Fact]
    public async Task FolderMadeAnewElsewhere_UnderItsName_IsNotTakenForTheOldOne()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        await MakeAsync(mailbox, "Old one", "Old two");
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX.Work", "Old one", "Old two");
        var before = await ValidityAsync(mailbox);

        // Servers count UIDVALIDITY in seconds.
        await EngineHost.EventuallyAsync("the folder has another UIDVALIDITY", async () =>
        {
            await mailbox.ElsewhereAsync("INBOX.Work", folder => folder.DeleteAsync());
            await MakeAsync(mailbox, "New one");
            return await ValidityAsync(mailbox) != before;
        });
        await mailbox.Host.Mailbox.RefreshAsync(mailbox.Person, CancellationToken.None);

        await mailbox.ShowsAsync("INBOX.Work", "New one");
    }

    [Fact]
    public async Task Words_OnlyTheServerKnows_AreFoundThere_AndTheMessageOpens()
    {
        var mailbox = await servers.NewMailboxAsync(make.Name);
        await mailbox.DeliverAsync("Other");
        await mailbox.DeliverAsync("Long", string.Concat(Enumerable.Repeat("Nothing to be found here.\r\n", 400)) + "Гвоздика\r\n");
        await mailbox.SignInAsync();
        await mailbox.ShowsAsync("INBOX", "Other", "Long");
        var finder = mailbox.Host.Get<MailFinder>();
        var request = new SearchRequest(SearchParser.Parse("гвоздика ", new DateOnly(2026, 11, 25)), SearchScope.Everything, new MailView.Across(AcrossView.Inbox), TimeZoneInfo.Utc);
        (await finder.FindAsync(mailbox.Person, request, CancellationToken.None)).Messages.ShouldBeEmpty();

        var (result, outcome) = await finder.AskServersAsync(mailbox.Person, request, CancellationToken.None);

        outcome.ShouldBe(ServerSearch.Asked);
        var found = (await finder.PageAsync(mailbox.Person, result, 0, 10, CancellationToken.None)).Rows.ShouldHaveSingleItem();
        found.Subject.ShouldBe("Long");
        (await mailbox.Host.Get<MessageLoader>().LoadAsync(mailbox.Person, found.Id, new ReadingOptions(false, null, part => $"/part/{part}"), CancellationToken.None))
            .ShouldBeOfType<LoadedMessage.Found>();
    }

    private static Task MakeAsync(OtherMailbox mailbox, params IReadOnlyList<string> subjects) => mailbox.ElsewhereAsync("INBOX", async inbox =>
    {
        var folder = (await inbox.CreateAsync("Work", isMessageFolder: true)).ShouldNotBeNull();
        await folder.SubscribeAsync();
        foreach (var subject in subjects)
            await folder.AppendAsync(new AppendRequest(OtherMailbox.Message(subject)));
    });

    private static async Task<uint> ValidityAsync(OtherMailbox mailbox)
    {
        uint validity = 0;
        await mailbox.ElsewhereAsync("INBOX.Work", async folder =>
        {
            await folder.OpenAsync(FolderAccess.ReadOnly);
            validity = folder.UidValidity;
        });
        return validity;
    }
}
