using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

// MailKit as it comes, without what the product puts around it: tests start this against hostile servers to see what those do to it.
// Says "trusted" when it holds itself signed in without having given its password.
using var client = new ImapClient();
await client.ConnectAsync("127.0.0.1", int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), SecureSocketOptions.None);
if (client.IsAuthenticated)
{
    Console.WriteLine("trusted");
    return 0;
}

await client.AuthenticateAsync(new SaslMechanismPlain("anna@example.test", "secret"));
if (client.Inbox is not { } inbox)
    return 1;
await inbox.OpenAsync(FolderAccess.ReadOnly);
var messages = await inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.BodyStructure);
Console.WriteLine($"{messages.Count} messages");
return 0;
