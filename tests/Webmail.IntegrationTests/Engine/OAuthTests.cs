using System.Globalization;
using MailKit;
using Webmail.Engine;
using Webmail.Engine.OAuth;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Mailboxes opened by a consent: a real provider, and a Dovecot and a Postfix that ask it what a token is worth.</summary>
public sealed class OAuthTests(OAuthFixture fixture) : IClassFixture<OAuthFixture>, IAsyncDisposable
{

    private static readonly QuoteTexts Texts = new(
        "On {0}, {1} wrote:", "Forwarded message", "From", "Date", "Subject", "To", "Cc", CultureInfo.GetCultureInfo("en-US"), TimeZoneInfo.Utc);

    private readonly List<IAsyncDisposable> _parts = [];
    private readonly string _anna = fixture.NewAddress();
    private readonly string _boris = fixture.NewAddress();

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task Consent_OpensTheMailbox_ForReadingAndSending(string mechanism)
    {
        var (provider, server, host) = await StartAsync(mechanisms: mechanism == "XOAUTH2" ? null : [mechanism]);
        await server.DeliverAsync(_anna, SendTests.Message(_boris, _anna, "Waiting"));

        var anna = await SignInAsync(host, provider, _anna);
        await host.OnlineAsync(anna.User);

        (await host.PageAsync(anna.User, SpecialUse.Inbox)).Rows.ShouldHaveSingleItem().Subject.ShouldBe("Waiting");
        await SendAsync(host, anna, "Sent with a token");
        await ArrivedAsync(server, "Sent with a token");
        (await File.ReadAllTextAsync(server.LogPath)).ShouldContain($"Login: user=<{_anna}>, method={mechanism}");
    }

    [Fact]
    public async Task AccessEnded_WhileIdleAndWhileSending_IsRenewedOnce()
    {
        var (provider, server, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, _anna);
        await host.OnlineAsync(anna.User);

        await provider.EndAccessAsync(_anna);
        await server.DisconnectAsync(_anna);
        await SendAsync(host, anna, "Sent after the token's end");
        await server.DeliverAsync(_anna, SendTests.Message(_boris, _anna, "Come after the token's end"));

        await EngineHost.EventuallyAsync("the message is there", async () => (await host.PageAsync(anna.User, SpecialUse.Inbox)).Rows is [{ Subject: "Come after the token's end" }]);
        await ArrivedAsync(server, "Sent after the token's end");
        await host.OnlineAsync(anna.User);
        // The provider ends a consent whose refresh token comes twice: one refresh is the proof that they did not compete.
        provider.Refreshes.Count(address => address == _anna).ShouldBe(1);
    }

    [Fact]
    public async Task AccessAboutToEnd_IsRenewedBeforeItIsUsed()
    {
        var (provider, server, host) = await StartAsync();
        var tokens = await ConsentAsync(provider, _anna);
        var ending = tokens with { Tokens = tokens.Tokens with { Obtained = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1), Expires = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(2) } };

        var anna = (await host.Get<OAuthMailboxes>().SignInAsync(ending, CancellationToken.None)).ShouldBeOfType<SignInResult.Success>();
        await host.OnlineAsync(anna.User);

        provider.Refreshes.Count(address => address == _anna).ShouldBe(1);
        var stored = (await host.Get<Webmail.Data.AccountStore>().CredentialAsync(anna.Account, CancellationToken.None)).ShouldNotBeNull().Tokens.ShouldNotBeNull();
        stored.AccessToken.ShouldNotBe(ending.Tokens.AccessToken);
        stored.RefreshToken.ShouldNotBe(ending.Tokens.RefreshToken);
        (await File.ReadAllTextAsync(server.LogPath)).ShouldNotContain($"auth failed, 1 attempts in 0 secs): user=<{_anna}>");
    }

    [Fact]
    public async Task Revoked_WhileIdleAndWhileSending_WaitsForThePersonAndGoesOn()
    {
        var (provider, server, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, _anna);
        await host.OnlineAsync(anna.User);
        var asked = provider.TokenRequests;

        await provider.RevokeAsync(_anna);
        await SendAsync(host, anna, "Queued without consent");
        await server.DisconnectAsync(_anna);

        await EngineHost.EventuallyAsync("the account waits for the person", async () => (await AccountAsync(host, anna)) is { State: AccountState.NeedsSignIn, OAuthProvider: OAuthProviders.OpenId });
        await EngineHost.EventuallyAsync("the message waits", async () => await OutboxAsync(host, anna) is [{ Failure: not null }]);
        await host.Mailbox.RefreshAsync(anna.User, CancellationToken.None);
        await SendAsync(host, anna, "Queued later");
        await EngineHost.EventuallyAsync("both wait", async () => await OutboxAsync(host, anna) is [{ Failure: not null }, { Failure: not null }]);
        // Asked once, answered for good.
        provider.TokenRequests.ShouldBe(asked + 1);

        (await host.Get<OAuthMailboxes>().AddAsync(anna.User, await ConsentAsync(provider, _anna), _anna, CancellationToken.None)).ShouldBeOfType<AddAccountResult.Renewed>().Account.ShouldBe(anna.Account);

        await host.OnlineAsync(anna.User);
        await ArrivedAsync(server, "Queued without consent");
        await ArrivedAsync(server, "Queued later");
    }

    [Fact]
    public async Task ProviderDown_WhenTheTokenHasEnded_WaitsAndComesBackByItself()
    {
        var (provider, server, host) = await StartAsync(lifetime: TimeSpan.FromSeconds(4));
        var anna = await SignInAsync(host, provider, _anna);
        await host.OnlineAsync(anna.User);

        provider.IsDown = true;
        await server.DisconnectAsync(_anna);
        await host.Mailbox.RefreshAsync(anna.User, CancellationToken.None);
        await EngineHost.EventuallyAsync("the account waits for the provider", async () => (await AccountAsync(host, anna)).State == AccountState.Offline);

        provider.IsDown = false;
        await host.OnlineAsync(anna.User);
    }

    [Fact]
    public async Task Consent_OfAnotherMailbox_IsNotTakenForTheOneThatWaits()
    {
        var (provider, _, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, _anna);

        var result = await host.Get<OAuthMailboxes>().AddAsync(anna.User, await ConsentAsync(provider, _boris), _anna, CancellationToken.None);

        result.ShouldBeOfType<AddAccountResult.Failed>().Why.Code.ShouldBe(SignInFailure.OAuthOtherAddress);
        (await host.Mailbox.AccountsAsync(anna.User, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Consent_WithAnAddressThatTheTokenIsNotFor_IsRefused()
    {
        var (provider, _, host) = await StartAsync();

        var result = await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, _anna) with { Address = _boris }, CancellationToken.None);

        result.ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.OAuthRefused);
    }

    [Fact]
    public async Task Consent_ForADomainOfOtherServers_GoesNowhere()
    {
        var (provider, _, host) = await StartAsync();

        var result = await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, "anna@gmail.com"), CancellationToken.None);

        result.ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.OAuthNoServers);
    }

    [Fact]
    public async Task SignIn_ByTokenAndByPassword_IsTheSamePerson()
    {
        var (provider, server, host) = await StartAsync();
        var byPassword = await host.SignInAsync(await server.AddUserAsync(_anna));

        var byToken = await SignInAsync(host, provider, _anna);

        byToken.User.ShouldBe(byPassword.User);
        byToken.IsNew.ShouldBeFalse();
        (await AccountAsync(host, byToken)).OAuthProvider.ShouldBe(OAuthProviders.OpenId);
    }

    [Fact]
    public async Task SignIn_NotAllowedByTheAdministrator_StaysOut()
    {
        var (provider, _, host) = await StartAsync();
        await host.Get<OAuthRegistrations>().SaveAsync(Registration(provider) with { SignsIn = false }, CancellationToken.None);

        (await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, _anna), CancellationToken.None))
            .ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.NotAllowed);
    }

    [Fact]
    public async Task AccountTest_OfAMailboxWithAConsent_PassesEachStep()
    {
        var (provider, _, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, _anna);

        var steps = (await host.Get<AccountTest>().RunAsync(anna.User, anna.Account, ("Test", "Text"), CancellationToken.None)).ShouldNotBeNull();

        steps.ShouldAllBe(step => step.Failure == null);
        steps[^1].Kind.ShouldBe(AccountTestKind.Arrival);
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
            await _parts[i].DisposeAsync();
    }

    private static OAuthRegistration Registration(OAuthServer provider) =>
        new(OAuthProviders.OpenId, OAuthServer.ClientId, OAuthServer.ClientSecret, "Test provider", provider.Address.ToString(), "", "mail", SignsIn: true);

    private static async Task<OAuthConsent> ConsentAsync(OAuthServer provider, string address)
    {
        var (access, refresh, expires) = await provider.ConsentAsync(address);
        return new OAuthConsent(address, new OAuthTokens(OAuthProviders.OpenId, access, refresh, TimeProvider.System.GetUtcNow(), expires));
    }

    private static async Task<SignInResult.Success> SignInAsync(EngineHost host, OAuthServer provider, string address) =>
        (await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, address), CancellationToken.None)).ShouldBeOfType<SignInResult.Success>();

    private static async Task<AccountView> AccountAsync(EngineHost host, SignInResult.Success person) =>
        (await host.Mailbox.AccountsAsync(person.User, CancellationToken.None)).Single();

    private static async Task<IReadOnlyList<MessageRow>> OutboxAsync(EngineHost host, SignInResult.Success person) =>
        (await host.Mailbox.PageAsync(person.User, new MailView.Across(AcrossView.Outbox), 0, 10, CancellationToken.None)).Rows;

    private async Task SendAsync(EngineHost host, SignInResult.Success person, string subject)
    {
        var draft = (await host.Get<Drafts>().StartAsync(person.User, new DraftSeed(DraftKind.New, null, person.Account, _boris, "", "", subject, "Text"), Texts, CancellationToken.None)).ShouldNotBeNull();
        (await host.Get<Webmail.Engine.Outbox>().SendAsync(person.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();
    }

    private Task ArrivedAsync(MailServer server, string subject) => EngineHost.EventuallyAsync($"'{subject}' arrives", async () =>
    {
        using var client = await server.ImapClientAsync(_boris);
        await client.Inbox.ShouldNotBeNull().OpenAsync(FolderAccess.ReadOnly);
        return (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope)).Count(message => message.Envelope?.Subject == subject) == 1;
    });

    /// <param name="mechanisms">Null for the servers that these tests share.</param>
    private async Task<(OAuthServer Provider, MailServer Server, EngineHost Host)> StartAsync(IReadOnlyList<string>? mechanisms = null, TimeSpan? lifetime = null)
    {
        var (provider, server) = (fixture.Provider, fixture.Server);
        if (mechanisms is not null || lifetime is not null)
        {
            provider = Keep(await OAuthServer.StartAsync(lifetime is { } life ? new OAuthServerOptions { AccessTokenLifetime = life } : null));
            server = Keep(await MailServer.StartAsync(new MailServerOptions { OAuth = provider, OAuthMechanisms = mechanisms ?? ["xoauth2"] }));
        }

        await server.AddUserAsync(_anna);
        await server.AddUserAsync(_boris);
        var host = Keep(await EngineHost.StartAsync(server, options => options.Providers = [EngineHost.Provider(server, "test.local", "example.test") with { OAuth = OAuthProviders.OpenId }]));
        await host.Get<OAuthRegistrations>().SaveAsync(Registration(provider), CancellationToken.None);
        return (provider, server, host);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
