using MailKit;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Two mail servers, and a person with a mailbox on each.</summary>
internal sealed class TwoServers(MailServer first, MailServer second, MailUser from, MailUser to) : IAsyncDisposable
{
    public MailServer First => first;

    public MailServer Second => second;

    public MailUser From => from;

    public MailUser To => to;

    public static async Task<TwoServers> StartAsync(MailServerOptions? secondOptions = null)
    {
        var first = await MailServer.StartAsync();
        var second = await MailServer.StartAsync((secondOptions ?? new MailServerOptions()) with { Domains = ["other.local"] });
        return new TwoServers(first, second, await first.AddUserAsync("one@test.local"), await second.AddUserAsync("two@other.local"));
    }

    /// <summary>Trusts both servers.</summary>
    public Task<EngineHost> HostAsync(string? dataDirectory = null)
    {
        var authorities = Path.Combine(first.Directory, "both.pem");
        File.WriteAllText(authorities, File.ReadAllText(first.CaPath) + File.ReadAllText(second.CaPath));
        return EngineHost.StartAsync(
            first,
            options =>
            {
                options.TrustedCertificates = authorities;
                options.Providers = [EngineHost.Provider(first, "test.local"), EngineHost.Provider(second, "other.local") with { Name = "Other" }];
            },
            dataDirectory);
    }

    /// <summary>Both accounts online, and <paramref name="count"/> messages in the first one's inbox.</summary>
    public async Task<(UserId Person, IReadOnlyList<MessageId> Messages)> SignInAsync(EngineHost host, int count)
    {
        for (var i = 0; i < count; i++)
            await first.DeliverAsync(from.Address, SendTests.Message("sender@example.test", from.Address, $"Message {i}"));
        var person = (await host.SignInAsync(from)).User;
        await host.OnlineAsync(person);
        var accounts = host.Get<AccountStore>();
        var own = (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single();
        var servers = ((await accounts.FindAsync(own.Id, CancellationToken.None)) ?? throw new InvalidOperationException("No account")).Servers;
        var provider = EngineHost.Provider(second, "other.local");
        var added = await accounts.CreateAsync(
            new NewAccount(person, to.Address, null, true, servers with
            {
                Imap = provider.Imap,
                ImapUserName = to.Address,
                Smtp = provider.Smtp ?? servers.Smtp,
                SmtpUserName = to.Address,
                ProviderId = "",
            }),
            new MailCredential(CredentialKind.Password, to.Password),
            CancellationToken.None);
        host.Get<IAccountHost>().EnsureRunning(added);
        await host.OnlineAsync(person);
        var inbox = await SourceAsync(host, person);
        var page = await host.Mailbox.PageAsync(person, new MailView.OfFolder(inbox.Id), 0, 50, CancellationToken.None);
        page.Total.ShouldBe(count);
        return (person, [.. page.Rows.Select(row => row.Id)]);
    }

    public async Task<FolderView> SourceAsync(EngineHost host, UserId person) =>
        (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single(a => a.Address == from.Address).Folders.Single(f => f.SpecialUse == SpecialUse.Inbox);

    /// <summary>Archive of the second account.</summary>
    public async Task<FolderId> TargetAsync(EngineHost host, UserId person) =>
        (await host.Mailbox.AccountsAsync(person, CancellationToken.None)).Single(a => a.Address == to.Address).Folders.Single(f => f.SpecialUse == SpecialUse.Archive).Id;

    public static async Task<IReadOnlyList<string>> SubjectsAsync(MailServer server, MailUser user, string folder) =>
        [.. (await SummariesAsync(server, user, folder)).Select(summary => summary.Envelope?.Subject ?? "")];

    public static async Task<MessageFlags> FlagsAsync(MailServer server, MailUser user, string folder) =>
        ((await SummariesAsync(server, user, folder)).Single().Flags ?? MessageFlags.None) & ~MessageFlags.Recent;

    /// <summary>Puts the first account's only message into the second one's Archive, as another program would.</summary>
    public async Task CopyByHandAsync()
    {
        using var client = await first.ImapClientAsync(from.Address);
        var inbox = client.Inbox ?? throw new InvalidOperationException("No inbox");
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        using var message = await inbox.GetMessageAsync(0);
        await second.AppendAsync(to.Address, "Archive", message);
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private static async Task<IList<IMessageSummary>> SummariesAsync(MailServer server, MailUser user, string folder)
    {
        using var client = await server.ImapClientAsync(user.Address);
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return await opened.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags);
    }
}
