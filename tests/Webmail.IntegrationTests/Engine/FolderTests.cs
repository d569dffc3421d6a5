using MailKit;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

public sealed class FolderTests(EngineFixture fixture)
{
    private const string NoArchive = """
        namespace inbox {
          mailbox Archive {
            auto = no
            special_use =
          }
        }
        """;

    [Fact]
    public async Task Folders_MadeRenamedMovedDeleted_AreSoOnTheServer()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.DeliverAsync(user.Address, SendTests.Message("sender@example.test", user.Address, "Keep me"));
        var (person, account) = await SignInAsync(host, user);
        var message = (await host.PageAsync(person, SpecialUse.Inbox)).Rows.Single().Id;

        var made = (await host.Commands.CreateFolderAsync(person, account, null, "Projects", CancellationToken.None)).Folder.ShouldNotBeNull();
        var inner = (await host.Commands.CreateFolderAsync(person, account, made, "Отчёты", CancellationToken.None)).Folder.ShouldNotBeNull();
        (await host.Commands.MoveAsync(person, [message], inner, CancellationToken.None)).Count.ShouldBe(1);
        await PathsAsync(user, "Projects", "Projects/Отчёты");
        await EngineHost.EventuallyAsync("the message is in the new folder", async () => await CountAsync(user, "Projects/Отчёты") == 1);

        (await host.Commands.RenameFolderAsync(person, made, "Office", CancellationToken.None)).Problem.ShouldBe(FolderProblem.None);
        await PathsAsync(user, "Office", "Office/Отчёты");
        (await host.Commands.MoveFolderAsync(person, inner, null, CancellationToken.None)).Problem.ShouldBe(FolderProblem.None);
        await PathsAsync(user, "Office", "Отчёты");
        await SettledAsync(host, person);
        var tree = await TreeAsync(host, person);
        tree.Single(f => f.Id == inner).Path.ShouldBe("Отчёты");
        (await host.Mailbox.PageAsync(person, new MailView.OfFolder(inner), 0, 10, CancellationToken.None)).Rows.Single().Id.ShouldBe(message);

        await host.Commands.DeleteFolderAsync(person, inner, CancellationToken.None);
        await PathsAsync(user, "Office");
        await EngineHost.EventuallyAsync("its message is in Trash", async () => (await host.PageAsync(person, SpecialUse.Trash)).Total == 1 && await CountAsync(user, "Trash") == 1);
    }

    [Fact]
    public async Task Rename_Undone_IsBackOnTheServer()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        var (person, account) = await SignInAsync(host, user);
        var made = (await host.Commands.CreateFolderAsync(person, account, null, "One", CancellationToken.None)).Folder.ShouldNotBeNull();
        await PathsAsync(user, "One");
        var renamed = await host.Commands.RenameFolderAsync(person, made, "Two", CancellationToken.None);
        await PathsAsync(user, "Two");

        (await host.Commands.UndoAsync(person, renamed.Undo.ShouldNotBeNull(), CancellationToken.None)).ShouldBeTrue();

        await PathsAsync(user, "One");
    }

    [Fact]
    public async Task Create_ServerDownAndProcessRestarted_IsMadeWithWhatWasMovedIntoIt()
    {
        await using var server = await MailServer.StartAsync();
        var user = await server.AddUserAsync("later@test.local");
        await server.DeliverAsync(user.Address, SendTests.Message("sender@example.test", user.Address, "Move me"));
        var first = await EngineHost.StartAsync(server);
        var (person, account) = await SignInAsync(first, user);
        var message = (await first.PageAsync(person, SpecialUse.Inbox)).Rows.Single().Id;
        await server.StopDovecotAsync();

        var made = (await first.Commands.CreateFolderAsync(person, account, null, "Later", CancellationToken.None)).Folder.ShouldNotBeNull();
        await first.Commands.MoveAsync(person, [message], made, CancellationToken.None);
        await first.DisposeAsync();
        await server.StartDovecotAsync();
        await using var second = await EngineHost.StartAsync(server, null, first.DataDirectory);

        await EngineHost.EventuallyAsync("the message is in the new folder", async () => await CountAsync(user, "Later", server) == 1);
        await SettledAsync(second, person);
        (await second.Mailbox.PageAsync(person, new MailView.OfFolder(made), 0, 10, CancellationToken.None)).Rows.Single().Id.ShouldBe(message);
    }

    [Fact]
    public async Task Create_ServerRefuses_TreeIsBackAndTheQueueHasItsWords()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        var (person, account) = await SignInAsync(host, user);

        var made = (await host.Commands.CreateFolderAsync(person, account, null, "..", CancellationToken.None)).Folder.ShouldNotBeNull();

        await EngineHost.EventuallyAsync("the refusal is in the queue", async () => (await host.Mailbox.QueueAsync(person, CancellationToken.None)) is [{ IsRefused: true }]);
        (await TreeAsync(host, person)).ShouldNotContain(f => f.Id == made);
        var entry = (await host.Mailbox.QueueAsync(person, CancellationToken.None)).Single();
        (entry.ServerText ?? "").ShouldContain("name", Case.Insensitive);
        await host.Commands.DropAsync(person, [entry.Key], CancellationToken.None);
        (await host.Mailbox.QueueAsync(person, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Archive_WithoutAnArchiveFolder_MakesItOnTheServer()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { ExtraDovecot = NoArchive });
        var user = await server.AddUserAsync("new@test.local");
        await server.DeliverAsync(user.Address, SendTests.Message("sender@example.test", user.Address, "File me"));
        await using var host = await EngineHost.StartAsync(server);
        var (person, _) = await SignInAsync(host, user);
        var hadNone = (await TreeAsync(host, person)).All(f => f.SpecialUse != SpecialUse.Archive);
        var message = (await host.PageAsync(person, SpecialUse.Inbox)).Rows.Single().Id;

        (await host.Commands.MoveToAsync(person, [message], SpecialUse.Archive, CancellationToken.None)).Count.ShouldBe(1);

        hadNone.ShouldBeTrue("the server must not list an Archive before");
        await EngineHost.EventuallyAsync("it is in Archive on the server", async () => await CountAsync(user, "Archive", server) == 1);
        await SettledAsync(host, person);
        (await host.PageAsync(person, SpecialUse.Archive)).Rows.Single().Id.ShouldBe(message);
    }

    private static async Task<(UserId Person, AccountId Account)> SignInAsync(EngineHost host, MailUser user)
    {
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        return (person, (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single().Id);
    }

    private static async Task<IReadOnlyList<FolderView>> TreeAsync(EngineHost host, UserId person) =>
        [.. (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).SelectMany(account => account.Folders)];

    private static Task SettledAsync(EngineHost host, UserId person) => EngineHost.EventuallyAsync(
        "nothing waits for the server", async () => (await host.Mailbox.QueueCountAsync(person, CancellationToken.None)).Waiting == 0);

    /// <summary>Beside the special folders, the server has exactly these.</summary>
    private Task PathsAsync(MailUser user, params string[] paths) => EngineHost.EventuallyAsync($"the server has {string.Join(", ", paths)}", async () =>
    {
        using var client = await fixture.Server.ImapClientAsync(user.Address);
        var folders = await client.GetFoldersAsync(client.PersonalNamespaces[0]);
        string[] usual = ["INBOX", "Drafts", "Sent", "Archive", "Junk", "Trash"];
        return folders.Select(f => f.FullName).Except(usual).Order(StringComparer.Ordinal).SequenceEqual(paths.Order(StringComparer.Ordinal));
    });

    private Task<int> CountAsync(MailUser user, string folder) => CountAsync(user, folder, fixture.Server);

    private static async Task<int> CountAsync(MailUser user, string folder, MailServer server)
    {
        using var client = await server.ImapClientAsync(user.Address);
        if (await TryFolderAsync(client, folder) is not { } opened)
            return -1;
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return opened.Count;
    }

    private static async Task<IMailFolder?> TryFolderAsync(MailKit.Net.Imap.ImapClient client, string path)
    {
        try
        {
            return await client.GetFolderAsync(path);
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
    }
}
