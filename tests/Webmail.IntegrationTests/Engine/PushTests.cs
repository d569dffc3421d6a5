using MailKit;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>What happens in any folder is on the screen without anybody asking; polling is off, so that only push can have brought it.</summary>
public sealed class PushTests(EngineFixture fixture)
{
    [Fact]
    public async Task Push_ServerHasNotify_ChangesOfFoldersNobodyLooksAtArrive()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.Polling = false);
        var user = await fixture.NewUserAsync();
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await fixture.Server.AppendAsync(user.Address, "Archive", SampleMail.Create(1, 2, user.Address));
        await EngineHost.EventuallyAsync("the message is in the archive", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 1);

        using (var other = await fixture.Server.ImapClientAsync(user.Address))
        {
            var archive = await other.GetFolderAsync("Archive");
            await archive.OpenAsync(FolderAccess.ReadWrite);
            await archive.StoreAsync(0, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Flagged));
            await EngineHost.EventuallyAsync("it has its star", async () => (await host.PageAsync(person, SpecialUse.Archive)).Rows.Single().IsStarred);
            await archive.StoreAsync(0, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await archive.ExpungeAsync();
        }

        await EngineHost.EventuallyAsync("it is gone", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 0);
    }

    [Fact]
    public async Task Push_ServerHasNotify_FolderMadeElsewhereAppears()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.Polling = false);
        var user = await fixture.NewUserAsync();
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await fixture.Server.AppendAsync(user.Address, "Made elsewhere", SampleMail.Create(1, 2, user.Address));

        await EngineHost.EventuallyAsync("the folder is there with its message", async () =>
            (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single().Folders.Any(folder => folder is { Path: "Made elsewhere", Total: 1 }));
    }

    [Fact]
    public async Task Push_NoNotify_FolderSomebodyLooksAtIsPushedToo()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { Hidden = ["NOTIFY"], ProtocolLog = true });
        await using var host = await EngineHost.StartAsync(server, options => options.Polling = false);
        var user = await server.AddUserAsync("looks@test.local");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var account = (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single();
        var archive = await host.FolderAsync(person, SpecialUse.Archive);

        using (host.Mailbox.Watch(account.Id, archive.Id))
        {
            await EngineHost.EventuallyAsync("two connections idle", async () => (await server.CommandsAsync(user.Address)).Count(command => command == "IDLE") >= 2);
            await server.AppendAsync(user.Address, "Archive", SampleMail.Create(1, 2, user.Address));
            await EngineHost.EventuallyAsync("the message is in the archive", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 1);
            await server.DeliverAsync(user.Address, SampleMail.Create(2, 3, user.Address));
            await EngineHost.EventuallyAsync("and the other one in the inbox", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 1);

            // Somebody who opens a message takes the connection over, and it is watched on afterwards.
            var message = (await host.PageAsync(person, SpecialUse.Archive)).Rows.Single().Id;
            await using (await host.Get<MessageLoader>().OpenRawAsync(person, message, CancellationToken.None))
            {
            }

            await server.AppendAsync(user.Address, "Archive", SampleMail.Create(3, 4, user.Address));
            await EngineHost.EventuallyAsync("the next message is in the archive", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 2);
        }

        (await server.CommandsAsync(user.Address)).ShouldNotContain(command => command.StartsWith("NOTIFY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_ServerStartedAnew_WatchesAgain()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server, options => options.Polling = false);
        var user = await server.AddUserAsync("again@test.local");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await server.StopDovecotAsync();
        await server.StartDovecotAsync();
        await server.AppendAsync(user.Address, "Archive", SampleMail.Create(1, 2, user.Address));

        await EngineHost.EventuallyAsync("the message is in the archive", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 1);
    }
}
