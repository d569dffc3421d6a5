using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

// MailKit as it comes, without what the product puts around it: tests start this against hostile servers to see what those do to it.
// Says "deceived" when it believed what cannot be: that it is signed in without having given its password, that a word from outside TLS came
// through it, that there are fewer messages than none, or more than there are.
using var client = new ImapClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null };
var startTls = args.Length > 1 && args[1] == "starttls";
await client.ConnectAsync("127.0.0.1", int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture), startTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None);
if (client.IsAuthenticated || client.AuthenticationMechanisms.Contains("FROM-OUTSIDE"))
    return Deceived();

await client.AuthenticateAsync(new SaslMechanismPlain("anna@example.test", "secret"));
if (client.Inbox is not { } inbox)
    return 1;
await inbox.OpenAsync(FolderAccess.ReadOnly);
if (inbox.Count < 0)
    return Deceived();

var messages = await inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.BodyStructure);
if (messages.Count > inbox.Count)
    return Deceived();

var found = new List<UniqueId>();
foreach (var uid in await inbox.SearchAsync(SearchQuery.All))
    found.Add(uid);

var copies = await client.GetFolderAsync("Copies");
var copied = new Dictionary<UniqueId, UniqueId>();
foreach (var (from, to) in await inbox.CopyToAsync([new UniqueId(1)], copies))
    copied.Add(from, to);
Console.WriteLine($"{messages.Count} messages, {found.Count} found, {copied.Count} copied");
return 0;

static int Deceived()
{
    Console.WriteLine("deceived");
    return 0;
}
