using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>A Cyrus and a Courier, each with the product beside it, started when the first test asks and shared by the tests of a class.</summary>
public sealed class OtherServers : IAsyncDisposable
{
    internal const string Domain = "test.local";
    private readonly Dictionary<string, Lazy<Task<(IImapServer Server, EngineHost Host)>>> _started = new()
    {
        ["Cyrus"] = new(() => StartAsync(async () => await CyrusServer.StartAsync())),
        ["Courier"] = new(() => StartAsync(async () => await CourierServer.StartAsync())),
    };

    private int _people;

    /// <summary>A person nobody else is.</summary>
    /// <exception cref="MailServerUnavailableException">It cannot be had here; the test is reported as skipped.</exception>
    internal async Task<OtherMailbox> NewMailboxAsync(string make)
    {
        var (server, host) = await _started[make].Value;
        return new OtherMailbox(server, host, await server.AddUserAsync($"person{Interlocked.Increment(ref _people)}@{Domain}"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started.Values.Where(lazy => lazy is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
        {
            var (server, host) = await started.Value;
            await host.DisposeAsync();
            await server.DisposeAsync();
        }
    }

    private static async Task<(IImapServer Server, EngineHost Host)> StartAsync(Func<Task<IImapServer>> start)
    {
        var server = await start();

        // So that there is something to search for on the server.
        return (server, await EngineHost.StartAsync(server, Domain, options => (options.TextBytesADay, options.Prefetch) = (0, false)));
    }
}
