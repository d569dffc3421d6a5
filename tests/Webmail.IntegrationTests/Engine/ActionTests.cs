using MailKit;
using MailKit.Search;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>What a person does is there at once and reaches the server: later, once, and in any weather.</summary>
public sealed class ActionTests(EngineFixture fixture)
{
    [Fact]
    public async Task Delete_ThenReplay_LiesInTrashOnTheServer()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (user, person, messages) = await WithMailAsync(host, fixture.Server, await fixture.NewUserAsync(), 3);

        var result = await host.Commands.MoveToAsync(person, [messages[0].Id], SpecialUse.Trash, CancellationToken.None);

        result.Count.ShouldBe(1);
        (await host.PageAsync(person, SpecialUse.Inbox)).Rows.ShouldNotContain(row => row.Id == messages[0].Id);
        (await host.PageAsync(person, SpecialUse.Trash)).Rows.Single().Id.ShouldBe(messages[0].Id);
        await EngineHost.EventuallyAsync("it is in Trash on the server", async () => await CountAsync(user, "Trash") == 1 && await CountAsync(user, "INBOX") == 2);
        await host.OnlineAsync(person);
        (await host.PageAsync(person, SpecialUse.Trash)).Rows.Single().Id.ShouldBe(messages[0].Id);
    }

    [Fact]
    public async Task Undo_AfterReplay_MovesBackOnTheServer()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (user, person, messages) = await WithMailAsync(host, fixture.Server, await fixture.NewUserAsync(), 2);
        var deleted = await host.Commands.MoveToAsync(person, [messages[1].Id], SpecialUse.Trash, CancellationToken.None);
        await EngineHost.EventuallyAsync("it is in Trash on the server", async () => await CountAsync(user, "Trash") == 1);
        await EngineHost.EventuallyAsync("the operation is done", async () => (await host.PageAsync(person, SpecialUse.Trash)).Rows.Single().Pending is null);

        (await host.Commands.UndoAsync(person, deleted.Undo, CancellationToken.None)).ShouldBeTrue();

        (await host.PageAsync(person, SpecialUse.Inbox)).Rows.ShouldContain(row => row.Id == messages[1].Id);
        await EngineHost.EventuallyAsync("it is back on the server", async () => await CountAsync(user, "Trash") == 0 && await CountAsync(user, "INBOX") == 2);
    }

    [Fact]
    public async Task Actions_ServerStoppedAndProcessRestarted_AreReplayedOnce()
    {
        await using var server = await MailServer.StartAsync();
        var first = await EngineHost.StartAsync(server);
        var (user, person, messages) = await WithMailAsync(first, server, await server.AddUserAsync("later@test.local"), 4);
        await server.StopDovecotAsync();

        await first.Commands.MoveToAsync(person, [messages[0].Id], SpecialUse.Trash, CancellationToken.None);
        await first.Commands.SetFlagsAsync(person, [messages[1].Id], MailFlags.Seen, MailFlags.None, CancellationToken.None);
        var undone = await first.Commands.MoveToAsync(person, [messages[2].Id], SpecialUse.Trash, CancellationToken.None);
        (await first.Commands.UndoAsync(person, undone.Undo, CancellationToken.None)).ShouldBeTrue();
        (await first.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBe(3);
        await first.DisposeAsync();

        await server.StartDovecotAsync();
        await using var second = await EngineHost.StartAsync(server, null, first.DataDirectory);
        await EngineHost.EventuallyAsync("everything is replayed", async () =>
            await CountAsync(user, "Trash", server) == 1 && await CountAsync(user, "INBOX", server) == 3 && await UnseenAsync(user, server) == 2);
        await second.OnlineAsync(person);
        var inbox = await second.PageAsync(person, SpecialUse.Inbox);
        inbox.Rows.Select(row => row.Id).ShouldBe([messages[1].Id, messages[2].Id, messages[3].Id], ignoreOrder: true);
        inbox.Rows.Single(row => row.Id == messages[1].Id).IsUnread.ShouldBeFalse();
    }

    [Fact]
    public async Task SetFlags_StrangersMessage_DoesNothing()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (_, _, messages) = await WithMailAsync(host, fixture.Server, await fixture.NewUserAsync(), 1);
        var stranger = (await host.SignInAsync(await fixture.NewUserAsync())).User;

        (await host.Commands.SetFlagsAsync(stranger, [messages[0].Id], MailFlags.Seen, MailFlags.None, CancellationToken.None)).Count.ShouldBe(0);
        (await host.Commands.MoveToAsync(stranger, [messages[0].Id], SpecialUse.Trash, CancellationToken.None)).Count.ShouldBe(0);
        (await host.Mailbox.RowAsync(stranger, messages[0].Id, CancellationToken.None)).ShouldBeNull();
        (await host.Get<MessageLoader>().OpenRawAsync(stranger, messages[0].Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Load_MessageFromTheServer_IsCachedForTheNextTime()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var (_, person, messages) = await WithMailAsync(host, server, await server.AddUserAsync("reader@test.local"), 2);
        var loader = host.Get<MessageLoader>();
        var options = new ReadingOptions(false, null, part => $"/part/{part}");

        (await loader.LoadAsync(person, messages[0].Id, options, CancellationToken.None)).ShouldBeOfType<LoadedMessage.Found>().Message.Subject.ShouldBe(messages[0].Subject);
        await server.StopDovecotAsync();

        (await loader.LoadAsync(person, messages[0].Id, options, CancellationToken.None)).ShouldBeOfType<LoadedMessage.Found>();
        (await loader.LoadAsync(person, messages[1].Id, options, CancellationToken.None)).ShouldBeOfType<LoadedMessage.Unavailable>().Fault.Kind.ShouldBe(MailFaultKind.Network);
    }

    private static async Task<(MailUser User, UserId Person, IReadOnlyList<MessageRow> Messages)> WithMailAsync(EngineHost host, MailServer server, MailUser user, int count)
    {
        for (var i = 0; i < count; i++)
            await server.DeliverAsync(user.Address, SendTests.Message("sender@example.test", user.Address, $"Message {i}"));
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var page = await host.PageAsync(person, SpecialUse.Inbox);
        page.Total.ShouldBe(count);
        return (user, person, page.Rows);
    }

    private Task<int> CountAsync(MailUser user, string folder) => CountAsync(user, folder, fixture.Server);

    private static async Task<int> CountAsync(MailUser user, string folder, MailServer server)
    {
        using var client = await server.ImapClientAsync(user.Address);
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return opened.Count;
    }

    private static async Task<int> UnseenAsync(MailUser user, MailServer server)
    {
        using var client = await server.ImapClientAsync(user.Address);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        return (await client.Inbox.SearchAsync(SearchQuery.NotSeen)).Count;
    }
}
