using MailKit;
using MailKit.Net.Imap;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Dovecot without one of its capabilities, in turn: everything still works, and the server's own log shows by which command.</summary>
public sealed class CapabilityTests
{
    /// <summary>What is hidden; what then must not be sent; what is sent instead.</summary>
    public static TheoryData<string, string, string> Lacking => new()
    {
        { "", "CHANGEDSINCE", "QRESYNC" },
        { "QRESYNC", "QRESYNC", "CHANGEDSINCE" },
        { "QRESYNC CONDSTORE", "CONDSTORE", "UID FETCH" },
        { "ESEARCH QRESYNC", "RETURN (ALL)", "UID SEARCH UID" },
        { "MOVE", "UID MOVE", "UID EXPUNGE" },
        { "MOVE UIDPLUS", "UID EXPUNGE", "EXPUNGE" },
        { "LIST-STATUS", "STATUS (", "LIST" },
        { "LIST-EXTENDED LIST-STATUS SPECIAL-USE", "RETURN (SUBSCRIBED", "LIST \"\" \"*\"" },
        { "NOTIFY", "NOTIFY", "IDLE" },
        { "IDLE NOTIFY", "IDLE", "LIST" },
        { "PREVIEW=FUZZY PREVIEW", "PREVIEW", "BODY.PEEK[" },
        { "NAMESPACE", "NAMESPACE", "LIST \"\" \"\"" },
        { "ID", "ID (", "LIST" },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public async Task SyncAndActions_CapabilityHidden_OtherCommandSameResult(string hidden, string absent, string present)
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions
        {
            Hidden = hidden.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ProtocolLog = true,
        });
        await using var host = await EngineHost.StartAsync(server);
        var user = await server.AddUserAsync("lacks@test.local");
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

        var commands = await server.CommandsAsync(user.Address);
        commands.ShouldNotContain(command => command.Contains(absent, StringComparison.Ordinal));
        commands.ShouldContain(command => command.Contains(present, StringComparison.Ordinal));
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
