using Webmail.Engine;
using Webmail.Model;

namespace Webmail.IntegrationTests.Engine;

/// <summary>A second mailbox of a person: tested with its real servers, kept apart from who signs in, removed without a trace.</summary>
public sealed class MailboxAccountTests(EngineFixture fixture)
{
    [Fact]
    public async Task AddAsync_RightPassword_SynchronisesBoth()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (first, second) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        await fixture.Server.SeedAsync(first.Address, 2);
        await fixture.Server.SeedAsync(second.Address, 3);
        var person = await host.SignInAsync(first);

        var added = (await AddAsync(host, person.User, second.Address, second.Password)).ShouldBeOfType<AddAccountResult.Added>();

        added.Account.ShouldNotBe(person.Account);
        await EngineHost.EventuallyAsync("both inboxes are one", async () =>
            (await host.Mailbox.PageAsync(person.User, new MailView.Across(AcrossView.Inbox), 0, 10, CancellationToken.None)).Total == 5);
        // Its password opens its own mail, not that of whoever added it.
        (await host.SignInAsync(second)).User.ShouldNotBe(person.User);
    }

    [Fact]
    public async Task AddAsync_WrongPassword_CountsAsAGuess()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (first, second) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        var person = await host.SignInAsync(first);

        for (var i = 0; i < 10; i++)
            (await AddAsync(host, person.User, second.Address, "wrong")).ShouldBeOfType<AddAccountResult.Failed>().Why.Code.ShouldBe(SignInFailure.WrongPassword);

        (await AddAsync(host, person.User, second.Address, second.Password)).ShouldBeOfType<AddAccountResult.Failed>().Why.Code.ShouldBe(SignInFailure.TooManyAttempts);
        (await host.Mailbox.AccountsAsync(person.User, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AddAsync_ServerForSendingAway_IsSaid()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options =>
            options.Providers = [EngineHost.Provider(fixture.Server, "test.local"), EngineHost.Provider(fixture.Server, "example.test") with { Name = "Other", Smtp = new ServerEndpoint("localhost", 1, ConnectionSecurity.Tls, AllowPrivate: true) }]);
        var person = await host.SignInAsync(await fixture.NewUserAsync());
        var second = await fixture.Server.AddUserAsync("reader@example.test");

        var failed = (await AddAsync(host, person.User, second.Address, second.Password)).ShouldBeOfType<AddAccountResult.Failed>();

        (failed.IsSmtp, failed.Why.Code).ShouldBe((true, SignInFailure.Unreachable));
    }

    [Fact]
    public async Task AddAsync_OwnMailbox_GetsTheNewPassword()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var first = await fixture.NewUserAsync();
        var person = await host.SignInAsync(first);

        (await AddAsync(host, person.User, first.Address, first.Password)).ShouldBe(new AddAccountResult.Renewed(person.Account));
        (await host.Mailbox.AccountsAsync(person.User, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task AddAsync_TypedServers_NeverLeadToOurOwnNetwork(string server)
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var person = await host.SignInAsync(await fixture.NewUserAsync());
        // Even when the request claims that an administrator allowed it.
        var typed = new AccountServers(
            new ServerEndpoint(server, fixture.Server.Ports.Imaps, ConnectionSecurity.Tls, AllowPrivate: true), "ann@nowhere.example",
            new ServerEndpoint(server, fixture.Server.Ports.Smtps, ConnectionSecurity.Tls, AllowPrivate: true), "ann@nowhere.example", false, 2, "");
        var before = await File.ReadAllTextAsync(fixture.Server.LogPath);

        var failed = (await AddAsync(host, person.User, "ann@nowhere.example", "secret", typed)).ShouldBeOfType<AddAccountResult.Failed>();

        failed.Why.Fault.ShouldNotBeNull();
        (await File.ReadAllTextAsync(fixture.Server.LogPath))[before.Length..].ShouldNotContain("ann@nowhere.example");
    }

    [Fact]
    public async Task AddAsync_TypedServersForAKnownDomain_AreNotUsed()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var second = await fixture.NewUserAsync();
        var person = await host.SignInAsync(await fixture.NewUserAsync());
        var elsewhere = new AccountServers(
            new ServerEndpoint("imap.elsewhere.example", 993, ConnectionSecurity.Tls), second.Address, new ServerEndpoint("smtp.elsewhere.example", 465, ConnectionSecurity.Tls), second.Address, false, 2, "");

        (await AddAsync(host, person.User, second.Address, second.Password, elsewhere)).ShouldBeOfType<AddAccountResult.Added>();
    }

    [Fact]
    public async Task RemoveAsync_Second_StopsAndForgetsIt_TheServerKeepsItsMail()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (first, second) = (await fixture.NewUserAsync(), await fixture.NewUserAsync());
        await fixture.Server.SeedAsync(second.Address, 3);
        var person = await host.SignInAsync(first);
        var added = (await AddAsync(host, person.User, second.Address, second.Password)).ShouldBeOfType<AddAccountResult.Added>();
        await host.OnlineAsync(person.User);

        (await host.Get<MailboxAccounts>().RemoveAsync(person.User, added.Account, CancellationToken.None)).ShouldBeTrue();

        (await host.Mailbox.AccountsAsync(person.User, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe(person.Account);
        (await host.Mailbox.PageAsync(person.User, new MailView.Across(AcrossView.Inbox), 0, 10, CancellationToken.None)).Total.ShouldBe(0);
        using var client = await fixture.Server.ImapClientAsync(second.Address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(MailKit.FolderAccess.ReadOnly);
        inbox.Count.ShouldBe(3);
        (await host.Get<MailboxAccounts>().RemoveAsync(person.User, person.Account, CancellationToken.None)).ShouldBeFalse();
    }

    private static Task<AddAccountResult> AddAsync(EngineHost host, UserId user, string address, string password, AccountServers? typed = null) =>
        host.Get<MailboxAccounts>().AddAsync(user, new SignInRequest(address, password, typed, EngineHost.Network), CancellationToken.None);
}
