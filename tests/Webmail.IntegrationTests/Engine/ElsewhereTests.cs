using MailKit;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>What another client or the server does to folders: the index ends up right, and what is the same keeps its id.</summary>
public sealed class ElsewhereTests(EngineFixture fixture)
{
    [Fact]
    public async Task FolderRenamedElsewhere_KeepsItsIdAndItsMessages()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 60, "Project/Plans");
        await fixture.Server.AppendAsync(user.Address, "Other", SampleMail.Create(1, 2, user.Address));
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var before = await FolderAsync(host, person, "Project/Plans");
        var messages = await MessagesAsync(host, person, before.Id);

        using (var other = await fixture.Server.ImapClientAsync(user.Address))
        {
            var project = await other.GetFolderAsync("Project");
            await project.RenameAsync(other.GetFolder(other.PersonalNamespaces[0]), "Работа");
        }

        await EngineHost.EventuallyAsync("the folder has its new name", async () => (await FoldersAsync(host, person)).Any(folder => folder.Path == "Работа/Plans"));
        var after = await FolderAsync(host, person, "Работа/Plans");
        (after.Id, after.Total).ShouldBe((before.Id, 60));
        (await MessagesAsync(host, person, after.Id)).ShouldBe(messages);
        (await FoldersAsync(host, person)).ShouldNotContain(folder => folder.Path.StartsWith("Project", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FolderDeletedElsewhere_GoesWithItsMessages()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 20, "Project");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        (await FolderAsync(host, person, "Project")).Total.ShouldBe(20);

        using (var other = await fixture.Server.ImapClientAsync(user.Address))
            await (await other.GetFolderAsync("Project")).DeleteAsync();
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);

        await EngineHost.EventuallyAsync("the folder is gone", async () => (await FoldersAsync(host, person)).All(folder => folder.Path != "Project"));
    }

    [Fact]
    public async Task FolderDeletedAndMadeAnewUnderItsName_IsNotTakenForTheOldOne()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 20, "Project");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        using (var other = await fixture.Server.ImapClientAsync(user.Address))
            await (await other.GetFolderAsync("Project")).DeleteAsync();
        await fixture.Server.AppendAsync(user.Address, "Project", SampleMail.Create(77, 100, user.Address));

        await EngineHost.EventuallyAsync("only the new message is there", async () =>
            (await FoldersAsync(host, person)).Any(folder => folder is { Path: "Project", Total: 1 }));
    }

    [Fact]
    public async Task UidValidityChanged_MessagesKeepTheirIds()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("anew@test.local");
        await server.SeedAsync(user.Address, 620);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var inbox = await host.FolderAsync(person, SpecialUse.Inbox);
        var messages = await MessagesAsync(host, person, inbox.Id);
        messages.Count.ShouldBe(620);
        uint validity;
        using (var other = await server.ImapClientAsync(user.Address))
            validity = await UidValidityAsync(other);

        await server.StopDovecotAsync();
        server.ForgetUids(user.Address);
        await server.StartDovecotAsync();
        await server.DeliverAsync(user.Address, SampleMail.Create(5000, 5001, user.Address));
        using (var other = await server.ImapClientAsync(user.Address))
            (await UidValidityAsync(other)).ShouldNotBe(validity);
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);

        await EngineHost.EventuallyAsync("the new message is there", async () => (await host.FolderAsync(person, SpecialUse.Inbox)).Total == 621);
        await EngineHost.EventuallyAsync("every old message kept its id", async () => !messages.Except(await MessagesAsync(host, person, inbox.Id)).Any());
    }

    [Fact]
    public async Task ServerRestartsInTheMiddleOfTheFirstSync_EndsWithEverything()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("middle@test.local");
        await server.SeedAsync(user.Address, 12_000);
        var person = (await host.SignInAsync(user)).User;
        await EngineHost.EventuallyAsync("some of it is there", async () => (await FoldersAsync(host, person)).Any(folder => folder is { SpecialUse: SpecialUse.Inbox, Total: > 500 }));

        // Frozen at once; an orderly stop would let it send the rest.
        server.Suspend();
        (await host.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBeLessThan(12_000, "stopped too late to show anything");
        await server.StopDovecotAsync();
        await server.StartDovecotAsync();
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);

        await EngineHost.EventuallyAsync("all of it is there", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 12_000);
    }

    private static async Task<uint> UidValidityAsync(MailKit.Net.Imap.ImapClient client)
    {
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        return inbox.UidValidity;
    }

    private static async Task<IReadOnlyList<FolderView>> FoldersAsync(EngineHost host, UserId person) =>
        (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single().Folders;

    private static async Task<FolderView> FolderAsync(EngineHost host, UserId person, string path) =>
        (await FoldersAsync(host, person)).Single(folder => folder.Path == path);

    private static Task<IReadOnlyList<MessageId>> MessagesAsync(EngineHost host, UserId person, FolderId folder) =>
        host.Mailbox.IdsAsync(person, new MailView.OfFolder(folder), 1000, CancellationToken.None);
}
