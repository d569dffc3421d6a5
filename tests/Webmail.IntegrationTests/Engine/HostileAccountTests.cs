using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>One account's server means harm: that account says so, and nobody else notices.</summary>
public sealed class HostileAccountTests(EngineFixture fixture)
{
    [Fact]
    public async Task ServerNeverEndsItsLine_AccountIsOffline_OthersGoOn()
    {
        await using var hostile = ScriptedServer.Start(async connection =>
        {
            await connection.ImapSignInAsync();
            var line = await connection.HearAsync();
            if (line.EndsWith("LOGOUT", StringComparison.Ordinal))
            {
                await connection.SayAsync("* BYE bye", $"{line.Split(' ')[0]} OK done");
                return;
            }

            await connection.SendAsync("* LIST () \"/\" ");
            await connection.RepeatAsync(new string('a', 10_000));
        });
        var endpoint = new ServerEndpoint("127.0.0.1", hostile.Port, ConnectionSecurity.None, AllowPrivate: true);
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.Providers =
        [
            .. options.Providers,
            new ConfiguredProvider("Hostile", ["hostile.test"], endpoint, LoginForm.Address, endpoint, LoginForm.Address, SavesSentMail: false, MaxConnections: 3),
        ]);
        var user = await fixture.NewUserAsync();
        var person = (await host.SignInAsync(user)).User;
        var victim = (await host.TrySignInAsync("anna@hostile.test", "secret")).ShouldBeOfType<SignInResult.Success>().User;

        await EngineHost.EventuallyAsync("the account says what is wrong", async () =>
            (await host.Mailbox.AccountsAsync(victim, CancellationToken.None)).Single() is { State: AccountState.Offline, Fault.Kind: MailFaultKind.Protocol });

        await host.OnlineAsync(person);
        await fixture.Server.DeliverAsync(user.Address, SampleMail.Create(1, 2, user.Address));
        await EngineHost.EventuallyAsync("the other one gets mail", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 1);
    }
}
