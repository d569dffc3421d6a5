using MailKit;
using Webmail.TestKit.Servers;

namespace Webmail.Demo;

/// <summary>Puts the sample mail where it belongs, through IMAP with dates of the last weeks.</summary>
internal static class DemoMailboxes
{
    public static async Task FillAsync(MailServer server, MailUser anna, MailUser boris, CancellationToken cancellationToken)
    {
        var newest = TimeProvider.System.GetUtcNow();
        foreach (var (me, friend) in new[] { (anna, boris), (boris, anna) })
        {
            using var client = await server.ImapClientAsync(me.Address, cancellationToken);
            foreach (var (folder, letters) in DemoMail.For(me, friend, newest).GroupBy(letter => letter.Folder).ToDictionary(group => group.Key, group => group.OrderBy(letter => letter.Message.Date).ToList()))
            {
                var target = folder == "INBOX" ? client.Inbox : await FolderAsync(client, folder, cancellationToken);
                if (target is null)
                    throw new InvalidOperationException($"No folder {folder}");
                foreach (var letter in letters)
                    await target.AppendAsync(new AppendRequest(letter.Message, letter.Flags, letter.Message.Date), cancellationToken);
            }

            await client.DisconnectAsync(true, cancellationToken);
        }
    }

    private static async Task<IMailFolder?> FolderAsync(MailKit.Net.Imap.ImapClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetFolderAsync(path, cancellationToken);
        }
        catch (FolderNotFoundException)
        {
            return await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(path, isMessageFolder: true, cancellationToken);
        }
    }
}
