using MailKit;
using MailKit.Net.Imap;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>
/// The same things done by one person for each set of hidden capabilities, all at once, on one Dovecot that has a face for each and in one
/// product; a test then asks for the commands of its own.
/// </summary>
public sealed class CapabilityRuns : IAsyncLifetime
{
    private readonly List<string> _sets = [.. CapabilityTests.Lacking.Select(row => row.Data.Item1)];
    private readonly Dictionary<string, Task<IReadOnlyList<string>>> _runs = [];
    private MailServer? _server;
    private EngineHost? _host;

    /// <summary>What the product and the person's other client sent to the server.</summary>
    /// <exception cref="MailServerUnavailableException">There are no mail servers; the test is reported as skipped.</exception>
    public Task<IReadOnlyList<string>> CommandsAsync(string hidden) => _runs[hidden];

    public ValueTask InitializeAsync()
    {
        var started = StartAsync();
        foreach (var hidden in _sets)
            _runs[hidden] = RunAsync(started, hidden);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever asked for a run has heard what went wrong with it.
        foreach (var run in _runs.Values)
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_host is not null)
            await _host.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async Task<(MailServer Server, EngineHost Host)> StartAsync()
    {
        _server = await MailServer.StartAsync(new MailServerOptions
        {
            HiddenFrom = _sets.ToDictionary(DomainOf, hidden => (IReadOnlyList<string>)hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            ProtocolLog = true,
        });
        _host = await EngineHost.StartAsync(_server, options =>
        {
            options.Providers = [.. _sets.Select(hidden => EngineHost.Provider(_server, DomainOf(hidden)))];

            // Bodies are fetched by the same commands whatever is hidden, and they would be most of the work.
            options.Prefetch = false;
            options.TextBytesADay = 0;
        });
        return (_server, _host);
    }

    private string DomainOf(string hidden) => $"lacks{_sets.IndexOf(hidden)}.test";

    private async Task<IReadOnlyList<string>> RunAsync(Task<(MailServer Server, EngineHost Host)> started, string hidden)
    {
        var (server, host) = await started;
        var user = await server.AddUserAsync($"anna@{DomainOf(hidden)}");
        await server.SeedAsync(user.Address, 70);
        var person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(person);
        (await host.FolderAsync(person, SpecialUse.Inbox)).Total.ShouldBe(70);
        var newest = (await host.PageAsync(person, SpecialUse.Inbox)).Rows;
        newest.Take(5).ShouldAllBe(row => row.Preview.Length > 0);

        // From elsewhere; the commands of this client are in the log as well, so it uses none that a row asks about.
        using (var other = await server.ImapClientAsync(user.Address))
        {
            other.Capabilities &= ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.UidPlus | ImapCapabilities.ESearch);
            var inbox = other.Inbox.ShouldNotBeNull();
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            await inbox.StoreAsync(3, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Flagged));
            await inbox.StoreAsync([5, 60], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await inbox.ExpungeAsync();
        }

        await server.DeliverAsync(user.Address, SampleMail.Create(900, 901, user.Address));

        // And by the person.
        await host.Commands.SetFlagsAsync(person, [newest[0].Id, newest[1].Id], MailFlags.Seen, MailFlags.None, CancellationToken.None);
        await host.Commands.MoveToAsync(person, [newest[2].Id], SpecialUse.Archive, CancellationToken.None);
        await host.Mailbox.RefreshAsync(person, CancellationToken.None);

        foreach (var (use, path, count) in new[] { (SpecialUse.Inbox, "INBOX", 68), (SpecialUse.Archive, "Archive", 1) })
        {
            await EngineHost.EventuallyAsync($"{path} is as on the server", async () =>
                (await host.FolderAsync(person, use)).Total == count && (await IndexAsync(host, person, use)).SequenceEqual(await ServerAsync(server, user, path)));
        }

        return await server.CommandsAsync(user.Address);
    }

    private static async Task<IReadOnlyList<string>> IndexAsync(EngineHost host, UserId person, SpecialUse use) =>
        [.. (await host.PageAsync(person, use, 100)).Rows.Select(row => $"{row.Subject} {!row.IsUnread} {row.IsStarred}").Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<string>> ServerAsync(MailServer server, MailUser user, string path)
    {
        using var client = await server.ImapClientAsync(user.Address);
        client.Capabilities &= ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync | ImapCapabilities.ESearch);
        var folder = await client.GetFolderAsync(path);
        await folder.OpenAsync(FolderAccess.ReadOnly);
        var all = await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags);
        return
        [
            .. all.Select(message => $"{message.Envelope?.Subject} {message.Flags?.HasFlag(MessageFlags.Seen)} {message.Flags?.HasFlag(MessageFlags.Flagged)}").Order(StringComparer.Ordinal),
        ];
    }
}
