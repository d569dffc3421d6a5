using Webmail.IntegrationTests.Engine;
using Webmail.TestKit.Servers;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Webmail.IntegrationTests.Engine;

/// <summary>One mail server for the tests that do not stop it. Each test takes mailboxes of its own.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private int _users;
    private MailServer? _server;
    private string? _unavailable;

    /// <summary>Where there are no mail servers, whoever asks for it is reported as skipped, with the reason.</summary>
    public MailServer Server
    {
        get
        {
            Assert.SkipWhen(_unavailable is not null, _unavailable ?? "");
            return _server ?? throw new InvalidOperationException("Not started");
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _server = await MailServer.StartAsync();
        }
        catch (MailServerUnavailableException missing)
        {
            _unavailable = missing.Reason;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>A mailbox nobody else uses.</summary>
    public Task<MailUser> NewUserAsync() => Server.AddUserAsync($"person{Interlocked.Increment(ref _users)}@test.local");
}
