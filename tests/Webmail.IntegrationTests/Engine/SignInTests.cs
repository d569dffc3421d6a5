using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Who gets in, and who does not: the paragraph "Who signs in" of the design.</summary>
public sealed class SignInTests(EngineFixture fixture)
{
    [Fact]
    public async Task SignInAsync_RightPassword_CreatesThePersonOnce()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();

        var first = await host.SignInAsync(user);
        var second = await host.SignInAsync(user with { Address = user.Address.ToUpperInvariant() });

        first.IsNew.ShouldBeTrue();
        second.IsNew.ShouldBeFalse();
        second.User.ShouldBe(first.User);
        second.Account.ShouldBe(first.Account);
        (await File.ReadAllTextAsync(fixture.Server.LogPath)).ShouldContain($"Login: user=<{user.Address}>");
    }

    [Fact]
    public async Task SignInAsync_ManyAtOnce_CreateOnePerson()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.SignInAsync(user)));

        results.Select(result => result.User).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task SignInAsync_WrongPassword_SaysSoAndStoresNothing()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();

        var failed = (await host.TrySignInAsync(user.Address, "wrong")).ShouldBeOfType<SignInResult.Failed>();

        failed.Code.ShouldBe(SignInFailure.WrongPassword);
        (await host.SignInAsync(user)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task SignInAsync_TenFailures_AsksTheServerNoMore()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        for (var i = 0; i < 10; i++)
            (await host.TrySignInAsync(user.Address, $"guess {i}")).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.WrongPassword);

        (await host.TrySignInAsync(user.Address, user.Password)).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.TooManyAttempts);

        // The limit is for an account and a network: the owner elsewhere gets in.
        (await host.SignIn.SignInAsync(new SignInRequest(user.Address, user.Password, null, "198.51.100"), CancellationToken.None))
            .ShouldBeOfType<SignInResult.Success>();
    }

    [Fact]
    public async Task SignInAsync_SuccessesInBetween_NeverCount()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        for (var i = 0; i < 12; i++)
            (await host.TrySignInAsync(user.Address, user.Password)).ShouldBeOfType<SignInResult.Success>();
    }

    [Fact]
    public async Task SignInAsync_DomainNotAllowed_ServerIsNotAsked()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.AllowedDomains = ["example.test"]);
        var user = await fixture.NewUserAsync();

        (await host.TrySignInAsync(user.Address, user.Password)).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.NotAllowed);

        (await File.ReadAllTextAsync(fixture.Server.LogPath)).ShouldNotContain($"<{user.Address}>");
    }

    [Fact]
    public async Task SignInAsync_TypedServersForAKnownDomain_AreIgnored()
    {
        await using var hostile = await MailServer.StartAsync();
        await hostile.AddUserAsync("victim@test.local", "anything");
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TypedServers = true);
        await fixture.Server.AddUserAsync("victim@test.local", "the real one");

        var typed = Typed(hostile, "victim@test.local");
        var result = await host.SignIn.SignInAsync(new SignInRequest("victim@test.local", "anything", typed, EngineHost.Network), CancellationToken.None);

        result.ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.WrongPassword);
        (await File.ReadAllTextAsync(hostile.LogPath)).ShouldNotContain("victim@test.local");
    }

    [Fact]
    public async Task SignInAsync_SameAddressAtAnotherHost_IsAnotherPerson()
    {
        await using var other = await MailServer.StartAsync();
        var real = await fixture.NewUserAsync();
        var impostor = await other.AddUserAsync(real.Address, "impostor");
        await using var honest = await EngineHost.StartAsync(fixture.Server);
        var owner = await honest.SignInAsync(real);
        await honest.DisposeAsync();

        // The provider of the domain moves to a host somebody else controls: the address alone must not open the owner's mail.
        var moved = EngineHost.Provider(other, "test.local") with { Imap = new ServerEndpoint("127.0.0.1", other.Ports.Imaps, ConnectionSecurity.Tls, AllowPrivate: true) };
        await using var host = await EngineHost.StartAsync(
            fixture.Server,
            options =>
            {
                options.Providers = [moved];
                options.TrustedCertificates = other.CaPath;
            },
            honest.DataDirectory);
        var stranger = await host.SignInAsync(impostor);

        stranger.User.ShouldNotBe(owner.User);
        stranger.IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task SignInAsync_TypedServersSwitchedOff_UnknownServers()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);

        var typed = Typed(fixture.Server, "who@unknown.example");
        var result = await host.SignIn.SignInAsync(new SignInRequest("who@unknown.example", "x", typed, EngineHost.Network), CancellationToken.None);

        result.ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.UnknownServers);
    }

    [Fact]
    public async Task SignInAsync_ServerUnreachable_OnlyTheLastAcceptedPasswordCounts()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("offline@test.local", "old password");
        var first = await host.SignInAsync(user);
        user = await server.AddUserAsync("offline@test.local", "a newer password");
        await host.SignInAsync(user);
        await server.StopDovecotAsync();

        (await host.TrySignInAsync(user.Address, "old password")).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.Unreachable);
        (await host.SignInAsync(user)).User.ShouldBe(first.User);

        await server.StartDovecotAsync();
        await server.AddUserAsync("offline@test.local", "changed meanwhile");
        (await host.TrySignInAsync(user.Address, "a newer password")).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.WrongPassword);
    }

    [Fact]
    public async Task SignInAsync_CertificateNotTrusted_IsExplainedNotIgnored()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TrustedCertificates = null);
        var user = await fixture.NewUserAsync();

        var failed = (await host.TrySignInAsync(user.Address, user.Password)).ShouldBeOfType<SignInResult.Failed>();

        failed.Code.ShouldBe(SignInFailure.CertificateProblem);
        failed.Fault.ShouldNotBeNull().ServerText.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b@c d")]
    [InlineData("x@test.local\r\nA LOGIN root root")]
    [InlineData("\"quoted name\" <x@test.local>")]
    public async Task SignInAsync_NotAnAddress_InvalidAddress(string text)
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);

        (await host.TrySignInAsync(text, "x")).ShouldBeOfType<SignInResult.Failed>().Code.ShouldBe(SignInFailure.InvalidAddress);
    }

    private static AccountServers Typed(MailServer server, string address) => new(
        new ServerEndpoint("localhost", server.Ports.Imaps, ConnectionSecurity.Tls),
        address,
        new ServerEndpoint("localhost", server.Ports.Smtps, ConnectionSecurity.Tls),
        address,
        false,
        2,
        "");
}
