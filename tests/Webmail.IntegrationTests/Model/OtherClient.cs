using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Model;

/// <summary>Another mail program of the same person: changes the mailbox on the server, and says what the server holds.</summary>
internal sealed class OtherClient(ImapClient client, IReadOnlyList<string> folders) : IDisposable
{
    public static async Task<OtherClient> SignInAsync(MailServer server, string address, IReadOnlyList<string> folders) =>
        new(await server.ImapClientAsync(address), folders);

    public async Task AppendAsync(string folder, string header, MailFlags flags)
    {
        var message = new MimeMessage { MessageId = header, Subject = $"Letter {header}", Body = new TextPart("plain") { Text = $"Text of {header}" } };
        message.From.Add(new MailboxAddress("Other client", "other@example.test"));
        await (await client.GetFolderAsync(folder)).AppendAsync(new AppendRequest(message, EnvelopeReader.ToServer(flags)));
    }

    public async Task StoreAsync(string folder, string header, MailFlags flags, bool on)
    {
        var (opened, uids) = await FindAsync(folder, header);
        await opened.StoreAsync(uids, new StoreFlagsRequest(on ? StoreAction.Add : StoreAction.Remove, EnvelopeReader.ToServer(flags)) { Silent = true });
    }

    public async Task MoveAsync(string folder, string header, string target)
    {
        var (opened, uids) = await FindAsync(folder, header);
        await opened.MoveToAsync(uids, await client.GetFolderAsync(target));
    }

    /// <summary>Only this one, whatever else is marked deleted.</summary>
    public async Task ExpungeAsync(string folder, string header)
    {
        var (opened, uids) = await FindAsync(folder, header);
        await opened.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true });
        await opened.ExpungeAsync(uids);
    }

    /// <summary>Everything on the server, as (folder, Message-ID, UID, flags).</summary>
    public async Task<IReadOnlyList<(string Folder, string Header, uint Uid, MailFlags Flags)>> ReadAsync()
    {
        var all = new List<(string, string, uint, MailFlags)>();
        foreach (var path in folders)
        {
            var folder = await client.GetFolderAsync(path);
            await folder.OpenAsync(FolderAccess.ReadOnly);
            if (folder.Count == 0)
                continue;
            var summaries = await folder.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope));
            all.AddRange(summaries.Select(summary => (path, summary.Envelope?.MessageId ?? "", summary.UniqueId.Id, EnvelopeReader.Flags(summary.Flags, summary.Keywords))));
        }

        return all;
    }

    public void Dispose() => client.Dispose();

    private async Task<(IMailFolder Folder, IList<UniqueId> Uids)> FindAsync(string path, string header)
    {
        var folder = await client.GetFolderAsync(path);
        await folder.OpenAsync(FolderAccess.ReadWrite);
        var uids = await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", header));
        return (folder, uids);
    }
}
