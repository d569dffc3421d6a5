using Webmail.IntegrationTests.Engine;
using Webmail.TestKit.Servers;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Webmail.IntegrationTests.Engine;

/// <summary>One mail server for the tests that do not stop it. Each test takes mailboxes of its own.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private int _users;
    private MailServer? _server;

    public MailServer Server => _server ?? throw new InvalidOperationException("Not started");

    public async ValueTask InitializeAsync() => _server = await MailServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>A mailbox nobody else uses.</summary>
    public Task<MailUser> NewUserAsync() => Server.AddUserAsync($"person{Interlocked.Increment(ref _users)}@test.local");
}
