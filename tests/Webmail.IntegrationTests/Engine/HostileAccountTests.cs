using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Servers of some accounts mean harm: those accounts say so, and nobody else notices.</summary>
public sealed class HostileAccountTests(EngineFixture fixture)
{
    // Those that need no waiting; what the others do to a connection is in the unit tests.
    private static readonly string[] Tricks =
        ["endless folders", "endless line", "endless quoted string", "endless literal", "deep BODYSTRUCTURE", "EXISTS 4294967295", "100,000 messages described, of one"];

    [Fact]
    public async Task ServersMeanHarm_TheirAccountsAreOffline_OthersGoOn()
    {
        var hostile = Tricks.Select((name, i) => (Server: ScriptedServer.Start(HostileTrick.All[name].Script(new TaskCompletionSource())), Domain: $"hostile{i}.test", Name: name)).ToList();
        try
        {
            await using var host = await EngineHost.StartAsync(fixture.Server, options => options.Providers =
                [.. options.Providers, .. hostile.Select(one => Provider(one.Server, one.Domain))]);
            var user = await fixture.NewUserAsync();
            var person = (await host.SignInAsync(user)).User;
            var victims = await Task.WhenAll(hostile.Select(async one => (one.Name, Result: await host.TrySignInAsync($"anna@{one.Domain}", "secret").WaitAsync(TimeSpan.FromSeconds(60)))));

            foreach (var (name, result) in victims)
            {
                // Some are found out before anybody is signed in.
                if (result is SignInResult.Success { User: var victim })
                {
                    await EngineHost.EventuallyAsync($"the account with {name} says what is wrong", async () =>
                        (await host.Mailbox.AccountsAsync(victim, CancellationToken.None)).Single() is { State: AccountState.Offline, Fault.Kind: MailFaultKind.Protocol });
                }
                else
                {
                    result.ShouldBeOfType<SignInResult.Failed>().Fault.ShouldNotBeNull().Kind.ShouldBe(MailFaultKind.Protocol, name);
                }
            }

            await host.OnlineAsync(person);
            await fixture.Server.DeliverAsync(user.Address, SampleMail.Create(1, 2, user.Address));
            await EngineHost.EventuallyAsync("the other one gets mail", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 1);
        }
        finally
        {
            foreach (var one in hostile)
                await one.Server.DisposeAsync();
        }
    }

    private static ConfiguredProvider Provider(ScriptedServer server, string domain)
    {
        var endpoint = new ServerEndpoint("127.0.0.1", server.Port, ConnectionSecurity.None, AllowPrivate: true);
        return new ConfiguredProvider($"Hostile {domain}", [domain], endpoint, LoginForm.Address, endpoint, LoginForm.Address, SavesSentMail: false, MaxConnections: 3);
    }
}
