using MimeKit;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>The index follows the server.</summary>
public sealed class SyncTests(EngineFixture fixture)
{
    [Fact]
    public async Task FirstSync_MoreThanOneSlice_EndsWithEverything()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 1_250);

        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        var inbox = await host.FolderAsync(person, SpecialUse.Inbox);
        inbox.Total.ShouldBe(1_250);
        inbox.ServerTotal.ShouldBe(1_250);
        var newest = await host.PageAsync(person, SpecialUse.Inbox, 10);
        newest.Rows.Select(row => row.Received).ShouldBe(newest.Rows.Select(row => row.Received).OrderDescending());
        newest.Rows.ShouldAllBe(row => row.Preview.Length > 0);
        (await host.Mailbox.PageAsync(person, new MailView.OfFolder(inbox.Id), 1_240, 20, CancellationToken.None)).Rows.Count.ShouldBe(10);
    }

    [Fact]
    public async Task FirstSync_RefreshedAllTheTime_EndsAllTheSame()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 30);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var person = (await host.SignInAsync(user)).User;
        // Each of these makes the list of folders stale, long before the last one was read.
        while ((await host.Mailbox.AccountsAsync(person, patience.Token)).Single().State != AccountState.Online)
            await host.Mailbox.RefreshAsync(person, patience.Token);

        (await host.FolderAsync(person, SpecialUse.Inbox)).Total.ShouldBe(30);
    }

    [Fact]
    public async Task FirstSync_SpecialFolders_AreKnownByTheirRole()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var person = (await host.SignInAsync(await fixture.NewUserAsync())).User;
        await host.OnlineAsync(person);

        foreach (var use in new[] { SpecialUse.Inbox, SpecialUse.Drafts, SpecialUse.Sent, SpecialUse.Archive, SpecialUse.Junk, SpecialUse.Trash })
            (await host.FolderAsync(person, use)).Selectable.ShouldBeTrue();
    }

    [Fact]
    public async Task Push_PollingDisabled_NewMailArrives()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.Polling = false);
        var user = await fixture.NewUserAsync();
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await fixture.Server.DeliverAsync(user.Address, Message(user.Address, "Pushed"));

        await EngineHost.EventuallyAsync("the message is in the list", async () =>
            (await host.PageAsync(person, SpecialUse.Inbox)).Rows.Any(row => row is { Subject: "Pushed", IsUnread: true }));
        (await host.FolderAsync(person, SpecialUse.Inbox)).Unread.ShouldBe(1);
    }

    [Fact]
    public async Task Push_PollingDisabledAndIdleBlocked_NothingArrivesByItself()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { Idle = false });
        await using var host = await EngineHost.StartAsync(server, options => options.Polling = false);
        var user = await server.AddUserAsync("noidle@test.local");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await server.DeliverAsync(user.Address, Message(user.Address, "Unheard"));
        await Task.Delay(TimeSpan.FromSeconds(3));
        (await host.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBe(0);

        // It was push that was missing, not the message.
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);
        await EngineHost.EventuallyAsync("the message is in the list", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 1);
    }

    [Fact]
    public async Task Sync_ServerAway_ListStaysAndComesBack()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("away@test.local");
        await server.SeedAsync(user.Address, 30);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await server.StopDovecotAsync();
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);
        await EngineHost.EventuallyAsync("the account is offline", async () =>
            (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single() is { State: AccountState.Offline, Fault.Kind: MailFaultKind.Network, OfflineSince: not null });
        (await host.PageAsync(person, SpecialUse.Inbox)).Total.ShouldBe(30);

        await server.StartDovecotAsync();
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);
        await host.OnlineAsync(person);
        await server.DeliverAsync(user.Address, Message(user.Address, "Back again"));
        await EngineHost.EventuallyAsync("new mail arrives again", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 31);
    }

    [Fact]
    public async Task Sync_PasswordChanged_AsksOnceAndWaits()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("changed@test.local", "before");
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);

        await server.StopDovecotAsync();
        await server.AddUserAsync(user.Address, "after");
        await server.StartDovecotAsync();
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);
        await EngineHost.EventuallyAsync("the account asks for a sign-in", async () =>
            (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single().State == AccountState.NeedsSignIn);
        for (var i = 0; i < 5; i++)
            await host.Mailbox.RefreshAsync(person, CancellationToken.None);

        await host.SignInAsync(user with { Password = "after" });
        await host.OnlineAsync(person);
    }

    private static MimeMessage Message(string to, string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Hello" } };
        message.From.Add(new MailboxAddress("Sender", "sender@example.test"));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
