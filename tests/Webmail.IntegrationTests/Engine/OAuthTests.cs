using System.Globalization;
using MailKit;
using Webmail.Engine;
using Webmail.Engine.OAuth;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Mailboxes opened by a consent: a real provider, and a Dovecot and a Postfix that ask it what a token is worth.</summary>
public sealed class OAuthTests : IAsyncLifetime
{
    private const string Anna = "anna@test.local";
    private const string Boris = "boris@test.local";

    private static readonly QuoteTexts Texts = new(
        "On {0}, {1} wrote:", "Forwarded message", "From", "Date", "Subject", "To", "Cc", CultureInfo.GetCultureInfo("en-US"), TimeZoneInfo.Utc);

    private readonly List<IAsyncDisposable> _parts = [];

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task Consent_OpensTheMailbox_ForReadingAndSending(string mechanism)
    {
        var (provider, server, host) = await StartAsync(mechanisms: [mechanism]);
        await server.DeliverAsync(Anna, SendTests.Message(Boris, Anna, "Waiting"));

        var anna = await SignInAsync(host, provider, Anna);
        await host.OnlineAsync(anna.User);

        (await host.PageAsync(anna.User, SpecialUse.Inbox)).Rows.ShouldHaveSingleItem().Subject.ShouldBe("Waiting");
        await SendAsync(host, anna, "Sent with a token");
        await ArrivedAsync(server, "Sent with a token");
        (await File.ReadAllTextAsync(server.LogPath)).ShouldContain($"method={mechanism.ToUpperInvariant()}");
    }

    [Fact]
    public async Task AccessEnded_WhileIdleAndWhileSending_IsRenewedOnce()
    {
        var (provider, server, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, Anna);
        await host.OnlineAsync(anna.User);

        await provider.EndAccessAsync(Anna);
        await server.DisconnectAsync(Anna);
        await SendAsync(host, anna, "Sent after the token's end");
        await server.DeliverAsync(Anna, SendTests.Message(Boris, Anna, "Come after the token's end"));

        await EngineHost.EventuallyAsync("the message is there", async () => (await host.PageAsync(anna.User, SpecialUse.Inbox)).Rows is [{ Subject: "Come after the token's end" }]);
        await ArrivedAsync(server, "Sent after the token's end");
        await host.OnlineAsync(anna.User);
        // The provider ends a consent whose refresh token comes twice: one refresh is the proof that they did not compete.
        provider.Refreshes.ShouldBe([Anna]);
    }

    [Fact]
    public async Task AccessAboutToEnd_IsRenewedBeforeItIsUsed()
    {
        var (provider, server, host) = await StartAsync();
        var tokens = await ConsentAsync(provider, Anna);
        var ending = tokens with { Tokens = tokens.Tokens with { Expires = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(2) } };

        var anna = (await host.Get<OAuthMailboxes>().SignInAsync(ending, CancellationToken.None)).ShouldBeOfType<SignInResult.Success>();
        await host.OnlineAsync(anna.User);

        provider.Refreshes.ShouldBe([Anna]);
        var stored = (await host.Get<Webmail.Data.AccountStore>().CredentialAsync(anna.Account, CancellationToken.None)).ShouldNotBeNull().Tokens.ShouldNotBeNull();
        stored.AccessToken.ShouldNotBe(ending.Tokens.AccessToken);
        stored.RefreshToken.ShouldNotBe(ending.Tokens.RefreshToken);
        (await File.ReadAllTextAsync(server.LogPath)).ShouldNotContain("auth failed");
    }

    [Fact]
    public async Task Revoked_WhileIdleAndWhileSending_WaitsForThePersonAndGoesOn()
    {
        var (provider, server, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, Anna);
        await host.OnlineAsync(anna.User);
        var asked = provider.TokenRequests;

        await provider.RevokeAsync(Anna);
        await SendAsync(host, anna, "Queued without consent");
        await server.DisconnectAsync(Anna);

        await EngineHost.EventuallyAsync("the account waits for the person", async () => (await AccountAsync(host, anna)) is { State: AccountState.NeedsSignIn, OAuthProvider: OAuthProviders.OpenId });
        await EngineHost.EventuallyAsync("the message waits", async () => await OutboxAsync(host, anna) is [{ Failure: not null }]);
        await host.Mailbox.RefreshAsync(anna.User, CancellationToken.None);
        await SendAsync(host, anna, "Queued later");
        await EngineHost.EventuallyAsync("both wait", async () => await OutboxAsync(host, anna) is [{ Failure: not null }, { Failure: not null }]);
        // Asked once, answered for good.
        provider.TokenRequests.ShouldBe(asked + 1);

        (await host.Get<OAuthMailboxes>().AddAsync(anna.User, await ConsentAsync(provider, Anna), Anna, CancellationToken.None)).ShouldBeOfType<AddAccountResult.Renewed>().Account.ShouldBe(anna.Account);

        await host.OnlineAsync(anna.User);
        await ArrivedAsync(server, "Queued without consent");
        await ArrivedAsync(server, "Queued later");
    }

    [Fact]
    public async Task ProviderDown_WhenTheTokenHasEnded_WaitsAndComesBackByItself()
    {
        var (provider, server, host) = await StartAsync(lifetime: TimeSpan.FromSeconds(4));
        var anna = await SignInAsync(host, provider, Anna);
        await host.OnlineAsync(anna.User);

        provider.IsDown = true;
        await server.DisconnectAsync(Anna);
        await host.Mailbox.RefreshAsync(anna.User, CancellationToken.None);
        await EngineHost.EventuallyAsync("the account waits for the provider", async () => (await AccountAsync(host, anna)).State == AccountState.Offline);

        provider.IsDown = false;
        await host.OnlineAsync(anna.User);
    }

    [Fact]
    public async Task Consent_OfAnotherMailbox_IsNotTakenForTheOneThatWaits()
    {
        var (provider, _, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, Anna);

        var result = await host.Get<OAuthMailboxes>().AddAsync(anna.User, await ConsentAsync(provider, Boris), Anna, CancellationToken.None);

        result.ShouldBeOfType<AddAccountResult.Failed>().Why.Code.ShouldBe(SignInFailure.OAuthOtherAddress);
        (await host.Mailbox.AccountsAsync(anna.User, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Consent_OfAnAddressThatTheServerDoesNotKnow_IsRefused()
    {
        var (provider, _, host) = await StartAsync();

        var result = await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, "nobody@test.local"), CancellationToken.None);

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
        var byPassword = await host.SignInAsync(await server.AddUserAsync(Anna));

        var byToken = await SignInAsync(host, provider, Anna);

        byToken.User.ShouldBe(byPassword.User);
        byToken.IsNew.ShouldBeFalse();
        (await AccountAsync(host, byToken)).OAuthProvider.ShouldBe(OAuthProviders.OpenId);
    }

    [Fact]
    public async Task SignIn_NotAllowedByTheAdministrator_StaysOut()
    {
        var (provider, _, host) = await StartAsync();
        await host.Get<OAuthRegistrations>().SaveAsync(Registration(provider) with { SignsIn = false }, CancellationToken.None);

        (await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, Anna), CancellationToken.None))
            .ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.NotAllowed);
    }

    [Fact]
    public async Task AccountTest_OfAMailboxWithAConsent_PassesEachStep()
    {
        var (provider, _, host) = await StartAsync();
        var anna = await SignInAsync(host, provider, Anna);

        var steps = (await host.Get<AccountTest>().RunAsync(anna.User, anna.Account, ("Test", "Text"), CancellationToken.None)).ShouldNotBeNull();

        steps.ShouldAllBe(step => step.Failure == null);
        steps[^1].Kind.ShouldBe(AccountTestKind.Arrival);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
            await _parts[i].DisposeAsync();
    }

    private static OAuthRegistration Registration(OAuthServer provider) =>
        new(OAuthProviders.OpenId, OAuthServer.ClientId, OAuthServer.ClientSecret, "Test provider", provider.Address.ToString(), "", "mail", SignsIn: true);

    /// <summary>A consent given a while ago: a token that is refused right after it was given is not renewed.</summary>
    private static async Task<OAuthConsent> ConsentAsync(OAuthServer provider, string address)
    {
        var (access, refresh, expires) = await provider.ConsentAsync(address);
        return new OAuthConsent(address, new OAuthTokens(OAuthProviders.OpenId, access, refresh, TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10), expires));
    }

    private static async Task<SignInResult.Success> SignInAsync(EngineHost host, OAuthServer provider, string address) =>
        (await host.Get<OAuthMailboxes>().SignInAsync(await ConsentAsync(provider, address), CancellationToken.None)).ShouldBeOfType<SignInResult.Success>();

    private static async Task<AccountView> AccountAsync(EngineHost host, SignInResult.Success person) =>
        (await host.Mailbox.AccountsAsync(person.User, CancellationToken.None)).Single();

    private static async Task<IReadOnlyList<MessageRow>> OutboxAsync(EngineHost host, SignInResult.Success person) =>
        (await host.Mailbox.PageAsync(person.User, new MailView.Across(AcrossView.Outbox), 0, 10, CancellationToken.None)).Rows;

    private static async Task SendAsync(EngineHost host, SignInResult.Success person, string subject)
    {
        var draft = (await host.Get<Drafts>().StartAsync(person.User, new DraftSeed(DraftKind.New, null, person.Account, Boris, "", "", subject, "Text"), Texts, CancellationToken.None)).ShouldNotBeNull();
        (await host.Get<Webmail.Engine.Outbox>().SendAsync(person.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();
    }

    private static Task ArrivedAsync(MailServer server, string subject) => EngineHost.EventuallyAsync($"'{subject}' arrives", async () =>
    {
        using var client = await server.ImapClientAsync(Boris);
        await client.Inbox.ShouldNotBeNull().OpenAsync(FolderAccess.ReadOnly);
        return (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope)).Count(message => message.Envelope?.Subject == subject) == 1;
    });

    private async Task<(OAuthServer Provider, MailServer Server, EngineHost Host)> StartAsync(IReadOnlyList<string>? mechanisms = null, TimeSpan? lifetime = null)
    {
        var provider = Keep(await OAuthServer.StartAsync(lifetime is { } life ? new OAuthServerOptions { AccessTokenLifetime = life } : null));
        MailServer server;
        try
        {
            server = Keep(await MailServer.StartAsync(new MailServerOptions { OAuth = provider, OAuthMechanisms = mechanisms ?? ["xoauth2", "oauthbearer"] }));
        }
        catch (MailServerUnavailableException missing)
        {
            Assert.Skip(missing.Reason);
            throw;
        }

        foreach (var address in new[] { Anna, Boris })
            await server.AddUserAsync(address);
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
