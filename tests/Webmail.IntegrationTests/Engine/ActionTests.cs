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
    public async Task Copy_ThenUndo_IsTwiceAndThenOnceOnTheServer()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (user, person, messages) = await WithMailAsync(host, fixture.Server, await fixture.NewUserAsync(), 1);
        var archive = (await host.FolderAsync(person, SpecialUse.Archive)).Id;

        var copied = await host.Commands.CopyAsync(person, [messages[0].Id], archive, CancellationToken.None);

        await EngineHost.EventuallyAsync("the copy is in the list", async () => (await host.PageAsync(person, SpecialUse.Archive)).Total == 1);
        (await CountAsync(user, "INBOX")).ShouldBe(1);
        (await host.Commands.UndoAsync(person, copied.Undo, CancellationToken.None)).ShouldBeTrue();
        await EngineHost.EventuallyAsync("the copy is gone", async () => await CountAsync(user, "Archive") == 0);
        (await CountAsync(user, "INBOX")).ShouldBe(1);
    }

    [Theory]
    [InlineData("IMAP4rev1 SASL-IR ID ENABLE MULTIAPPEND UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED ESEARCH IDLE LITERAL+ SPECIAL-USE")]
    [InlineData("IMAP4rev1 SASL-IR ID ENABLE MULTIAPPEND UNSELECT CHILDREN NAMESPACE LIST-EXTENDED ESEARCH IDLE LITERAL+ SPECIAL-USE")]
    public async Task Move_ServerWithoutMove_CopiesAndExpungesOnlyItsOwn(string capabilities)
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { ExtraDovecot = $"protocol imap {{\n  imap_capability = {capabilities}\n}}\n" });
        await using var host = await EngineHost.StartAsync(server);
        var (user, person, messages) = await WithMailAsync(host, server, await server.AddUserAsync("plain@test.local"), 3);
        using (var other = await server.ImapClientAsync(user.Address))
        {
            var inbox = other.Inbox ?? throw new InvalidOperationException("No inbox");
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            await inbox.AddFlagsAsync(0, MessageFlags.Deleted, silent: true);
        }

        await host.Commands.MoveToAsync(person, [messages[0].Id], SpecialUse.Archive, CancellationToken.None);

        await EngineHost.EventuallyAsync("it is in Archive only", async () => await CountAsync(user, "Archive", server) == 1 && await CountAsync(user, "INBOX", server) == 2);
        await EngineHost.EventuallyAsync("the operation is done", async () => (await host.Mailbox.QueueCountAsync(person, CancellationToken.None)).Waiting == 0);
        await EngineHost.EventuallyAsync("its place is known", async () => (await host.Mailbox.FactsAsync(person, messages[0].Id, CancellationToken.None))?.Uid is not null);
        (await host.PageAsync(person, SpecialUse.Archive)).Rows.Single().Id.ShouldBe(messages[0].Id);
    }

    [Fact]
    public async Task ActOnView_MoreThanAChunk_GoesOnInTheBackgroundAndCanBeUndone()
    {
        await using var server = await MailServer.StartAsync();
        var user = await server.AddUserAsync("bulk@test.local");
        await server.SeedAsync(user.Address, 1200);
        await using var host = await EngineHost.StartAsync(server);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        var inbox = new MailView.OfFolder((await host.FolderAsync(person, SpecialUse.Inbox)).Id);

        var result = await host.Commands.ActOnViewAsync(person, inbox, new MessageAction.MoveTo(SpecialUse.Archive), [], CancellationToken.None);

        result.IsUnderWay.ShouldBeTrue();
        var job = result.Job.ShouldNotBeNull();
        await EngineHost.EventuallyAsync("all are in Archive on the server", async () => await CountAsync(user, "Archive", server) == 1200);
        (await host.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBe(0);
        (await host.Mailbox.JobAsync(person, job.Id, CancellationToken.None)).ShouldNotBeNull().State.ShouldBe(JobState.Done);
        (await host.Commands.UndoAsync(person, job.Undo.ShouldNotBeNull(), CancellationToken.None)).ShouldBeTrue();
        (await host.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBe(1200);
        await EngineHost.EventuallyAsync("all are back on the server", async () => await CountAsync(user, "INBOX", server) == 1200);
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
        await using var host = await EngineHost.StartAsync(server, options => options.Prefetch = false);
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
