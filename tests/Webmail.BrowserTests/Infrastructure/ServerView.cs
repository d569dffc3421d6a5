using MailKit;
using Webmail.TestKit.Servers;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>What a folder on the mail server really holds, seen by another client.</summary>
internal static class ServerView
{
    public static async Task<IReadOnlyList<IMessageSummary>> FolderAsync(this MailServer server, string address, string folder)
    {
        using var client = await server.ImapClientAsync(address);
        var opened = folder == "INBOX" ? client.Inbox.ShouldNotBeNull() : await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return [.. await opened.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.References | MessageSummaryItems.UniqueId)];
    }

    public static Task HoldsAsync(this MailServer server, string address, string folder, string subject) =>
        Eventually.TrueAsync($"{folder} of {address} holds '{subject}'", async () =>
            (await server.FolderAsync(address, folder)).Any(message => message.Envelope?.Subject == subject));
}
