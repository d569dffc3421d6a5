using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Model;

/// <summary>Another mail program of the same person: changes the mailbox on the server, and says what the server holds. Folders are named as the model names them.</summary>
internal sealed class OtherClient(ImapClient client, MailUser user, IReadOnlyList<string> paths) : IDisposable
{
    public MailUser User => user;

    public static async Task<OtherClient> OpenAsync(MailServer server, string address, IReadOnlyList<string> paths)
    {
        var user = await server.AddUserAsync(address);
        return new OtherClient(await server.ImapClientAsync(address), user, paths);
    }

    public async Task AppendAsync(string folder, string header, MailFlags flags)
    {
        var message = new MimeMessage { MessageId = header, Subject = $"Letter {header}", Body = new TextPart("plain") { Text = $"Text of {header}" } };
        message.From.Add(new MailboxAddress("Other client", "other@example.test"));
        await (await GetAsync(folder)).AppendAsync(new AppendRequest(message, EnvelopeReader.ToServer(flags)));
    }

    public async Task StoreAsync(string folder, string header, MailFlags flags, bool on)
    {
        var (opened, uids) = await FindAsync(folder, header);
        var request = new StoreFlagsRequest(on ? StoreAction.Add : StoreAction.Remove, EnvelopeReader.ToServer(flags), EnvelopeReader.ToKeywords(flags)) { Silent = true };
        await opened.StoreAsync(uids, request);
    }

    public async Task MoveAsync(string folder, string header, string target)
    {
        var (opened, uids) = await FindAsync(folder, header);
        await opened.MoveToAsync(uids, await GetAsync(target));
    }

    /// <summary>Only this one, whatever else is marked deleted.</summary>
    public async Task ExpungeAsync(string folder, string header)
    {
        var (opened, uids) = await FindAsync(folder, header);
        await opened.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true });
        await opened.ExpungeAsync(uids);
    }

    /// <summary>Everything on the server.</summary>
    public async Task<IReadOnlyList<ServerLetter>> ReadAsync()
    {
        var all = new List<ServerLetter>();
        foreach (var path in paths)
        {
            var folder = await client.GetFolderAsync(path);
            await folder.OpenAsync(FolderAccess.ReadOnly);
            if (folder.Count == 0)
                continue;
            var summaries = await folder.FetchAsync(0, -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.Envelope));
            all.AddRange(summaries.Select(summary => new ServerLetter(
                $"{user.Address}/{path}", summary.Envelope?.MessageId ?? "", summary.UniqueId.Id, EnvelopeReader.Flags(summary.Flags, summary.Keywords))));
        }

        return all;
    }

    public void Dispose() => client.Dispose();

    private Task<IMailFolder> GetAsync(string folder) => client.GetFolderAsync(folder[(user.Address.Length + 1)..]);

    private async Task<(IMailFolder Folder, IList<UniqueId> Uids)> FindAsync(string folder, string header)
    {
        var opened = await GetAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadWrite);
        var uids = await opened.SearchAsync(SearchQuery.HeaderContains("Message-Id", header));
        return (opened, uids);
    }
}

/// <summary>A message as a server has it.</summary>
internal sealed record ServerLetter(string Folder, string Header, uint Uid, MailFlags Flags);
