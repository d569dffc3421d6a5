using Webmail.CrashHost;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Model;

/// <summary>Two real mail servers for all runs: the first shows every <see cref="ServerProfile"/> under a domain of its own, the second has the other mailbox of each person.</summary>
internal sealed class ModelServers : IAsyncDisposable
{
    private const string OtherDomain = "other.test";
    // Where to keep what the clients and the servers said to each other; null for not at all.
    private static readonly string? Logs = Environment.GetEnvironmentVariable("WEBMAIL_MODEL_LOGS");
    private readonly MailServer _first;
    private readonly MailServer _second;

    private ModelServers(MailServer first, MailServer second)
    {
        (_first, _second) = (first, second);
        Authorities = Path.Combine(first.Directory, "both.pem");
        File.WriteAllText(Authorities, File.ReadAllText(first.CaPath) + File.ReadAllText(second.CaPath));
    }

    /// <summary>PEM file of both servers' authorities.</summary>
    public string Authorities { get; }

    public static async Task<ModelServers> StartAsync()
    {
        var first = await MailServer.StartAsync(new MailServerOptions
        {
            HiddenFrom = ServerProfile.All.ToDictionary(profile => profile.Domain, profile => profile.Hidden),
            ProtocolLog = Logs is not null,
        });
        try
        {
            return new ModelServers(first, await MailServer.StartAsync(new MailServerOptions { Domains = [OtherDomain], ProtocolLog = Logs is not null }));
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    /// <summary>The person's mailbox on the server that is like the profile.</summary>
    public Task<ModelAccount> FirstAsync(ServerProfile profile) => ModelAccount.OpenAsync(_first, $"model@{profile.Domain}", profile.Domain);

    /// <summary>The same person's mailbox on the other server, which can do everything.</summary>
    public Task<ModelAccount> SecondAsync(ServerProfile profile) => ModelAccount.OpenAsync(_second, $"{profile.Domain}@{OtherDomain}", OtherDomain);

    /// <summary>Somebody else, who gets what the person sends.</summary>
    public Task<OtherClient> FriendAsync(ServerProfile profile) => OtherClient.OpenAsync(_first, $"friend@{profile.Domain}", ["INBOX"]);

    public async ValueTask DisposeAsync()
    {
        if (Logs is not null)
        {
            _first.CopyProtocolLog(Logs);
            _second.CopyProtocolLog(Logs);
        }

        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }
}

/// <summary>A mailbox of the person: the line that the product reaches it by, and another client on it.</summary>
internal sealed class ModelAccount(MailUser user, OtherClient other, CutProxy line, HostServer server) : IAsyncDisposable
{
    private static readonly string[] Paths = ["INBOX", "Archive", "Sent", "Trash", "Junk"];

    public MailUser User => user;

    public OtherClient Other => other;

    public CutProxy Line => line;

    public HostServer Server => server;

    public IReadOnlyList<string> Folders { get; } = [.. Paths.Select(path => $"{user.Address}/{path}")];

    public string Inbox => Folders[0];

    public string Sent => Folders[2];

    public string Trash => Folders[3];

    public static async Task<ModelAccount> OpenAsync(MailServer server, string address, string domain)
    {
        var other = await OtherClient.OpenAsync(server, address, [.. Paths, "Drafts"]);
        var line = CutProxy.Start(server.Ports.Imaps, server.HostOf(domain));
        return new ModelAccount(other.User, other, line, new HostServer(domain, line.Port, server.Ports.Submission));
    }

    public async ValueTask DisposeAsync()
    {
        other.Dispose();
        await line.DisposeAsync();
    }
}
