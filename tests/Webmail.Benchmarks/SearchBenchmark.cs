using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Model;
using Webmail.TestKit;
using Webmail.TestKit.Mail;

namespace Webmail.Benchmarks;

/// <summary>How long a search takes, from what was typed to the first rows with their hits marked, when every message's text is indexed.</summary>
internal static class SearchBenchmark
{
    private const int Window = 40;
    private const int Runs = 50;
    private const int Batch = 500;
    private const int WordsAMessage = 150;

    private static readonly (string What, string Text)[] Searches =
    [
        ("one message's number", "ref 000123"),
        ("a word of every message", "schedule "),
        ("a word of one in a hundred", "слово37 "),
        ("two words of one in a hundred", "слово37 слово41 "),
        ("two letters of a word", "сл"),
        ("phrase", "\"agreed on the schedule\""),
        ("sender and subject", "from:белова отчёт "),
        ("a word of every message, unread", "schedule is:unread"),
        ("a word that is nowhere", "nowhere "),
        ("only facts", "has:attachment after:2026-01-01"),
    ];

    /// <returns>What was searched for, how much was found, and how long it took.</returns>
    public static async Task<IReadOnlyList<(string What, string Found, Samples Samples)>> RunAsync(string database, int messages, CancellationToken cancellationToken)
    {
        var directory = ShortDirectory.Create("wq");
        try
        {
            await using var services = await Store.OpenAsync(database, directory, cancellationToken);
            var user = await FillAsync(services, messages, cancellationToken);
            var queries = services.GetRequiredService<SearchQueries>();
            var figures = new List<(string, string, Samples)>();
            foreach (var (what, text) in Searches)
            {
                var request = new SearchRequest(SearchParser.Parse(text, new DateOnly(2026, 11, 25)), SearchScope.Everything, new MailView.Across(AcrossView.Inbox), TimeZoneInfo.Utc);
                var found = await queries.FindAsync(user, request, cancellationToken);
                var samples = await Samples.TakeAsync(Runs, async () =>
                {
                    var result = await queries.FindAsync(user, request, cancellationToken);
                    await queries.RowsAsync(user, result.Query, [.. result.Messages.Take(Window)], cancellationToken);
                });
                figures.Add((what, string.Create(CultureInfo.InvariantCulture, $"{found.Messages.Count:N0}{(found.HasMore ? "+" : "")}"), samples));
            }

            return figures;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<UserId> FillAsync(ServiceProvider services, int messages, CancellationToken cancellationToken)
    {
        var server = new ServerEndpoint("localhost", 993, ConnectionSecurity.Tls, AllowPrivate: true);
        var servers = new AccountServers(server, "search@test.local", server with { Port = 465 }, "search@test.local", false, 2, "");
        var person = await services.GetRequiredService<PersonStore>().CreateAsync(
            new NewMailboxPerson("search@test.local", "Search", servers), new MailCredential(CredentialKind.Password, "secret"), cancellationToken);
        var folders = services.GetRequiredService<FolderStore>();
        await folders.ApplyFoldersAsync(person.Account, [new ServerFolder("INBOX", '/', SpecialUse.Inbox, true, true)], cancellationToken);
        var inbox = await folders.FindAsync(person.Account, SpecialUse.Inbox, cancellationToken) ?? throw new InvalidOperationException("No inbox");

        var (store, texts) = (services.GetRequiredService<MailStore>(), services.GetRequiredService<MessageTexts>());
        for (var newest = messages; newest > 0; newest -= Batch)
        {
            var oldest = Math.Max(1, newest - Batch + 1);
            var added = Enumerable.Range(oldest, newest - oldest + 1).Reverse().Select(uid => Message(uid, messages)).ToList();
            var anchor = new SyncAnchor(1, (ulong)messages, (uint)messages + 1, oldest == 1 ? 0 : (uint)oldest);
            var changes = await store.ApplyDeltaAsync(person.Account, inbox.Id, new FolderDelta(false, added, [], [], anchor, messages, oldest != 1), cancellationToken);
            var ids = changes.OfType<MailChange.MessagesAdded>().SelectMany(change => change.Messages).ToList();
            await texts.AddAsync(person.Account, [.. ids.Zip(added).Select(pair => new NewText(pair.First, Text((int)pair.Second.Uid - 1), [], 0))], cancellationToken);
        }

        return person.User;
    }

    // Each number up to 2,000 stands for a word: one in a hundred messages holds a given one, and a few words are in all of them.
    private static string Text(int number)
    {
        var random = new Random(number);
        var words = Enumerable.Range(0, WordsAMessage).Select(_ => string.Create(CultureInfo.InvariantCulture, $"слово{(random.Next(10) == 0 ? random.Next(2_000) : 100_000 + random.Next(20_000))}"));
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', words)} The team agreed on the schedule. Ref: {number:D6}");
    }

    private static ServerMessage Message(int uid, int messages)
    {
        var number = uid - 1;
        var date = SampleMail.Newest.AddMinutes(-20d * (messages - uid));
        return new ServerMessage(
            (uint)uid, (ulong)uid, SampleMail.IsSeen(number, messages) ? MailFlags.Seen : MailFlags.None, date, date, 4000, SampleMail.Subject(number),
            new MailPerson(SampleMail.Sender(number), $"person{number % 7}@example.org"), [new MailPerson("", "search@test.local")], [], [],
            $"sample-{number}@example.org", "", [], SampleMail.HasAttachment(number), "Please have a look at the attached plan before Friday.");
    }
}
