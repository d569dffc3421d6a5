using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Model;
using Webmail.TestKit;
using Webmail.TestKit.Mail;

namespace Webmail.Benchmarks;

/// <summary>How long one window of a list takes from the database, and how long the rows took to get there.</summary>
internal static class ListBenchmark
{
    private const int Window = 60;
    private const int Runs = 200;
    private const int Batch = 500;

    /// <returns>Rows of a table: rows, page, median, fastest, slowest.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int rows, CancellationToken cancellationToken)
    {
        var directory = ShortDirectory.Create("wb");
        try
        {
            await using var services = new ServiceCollection().AddLogging().AddWebmailData(new DataOptions { DataDirectory = directory }).BuildServiceProvider();
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            var (user, folder) = await FillAsync(services, rows, cancellationToken);
            var queries = services.GetRequiredService<MailQueries>();

            var lines = new List<string>();
            foreach (var (place, first) in new[] { ("first", 0), ("middle", (rows / 2) - (Window / 2)), ("last", rows - Window) })
            {
                var view = new MailView.OfFolder(folder);
                await MeasureAsync($"folder, {place} window", () => queries.PageAsync(user, view, first, Window, cancellationToken));
            }

            var inbox = new MailView.Across(AcrossView.Inbox);
            await MeasureAsync("unified inbox, first window", () => queries.PageAsync(user, inbox, 0, Window, cancellationToken));
            await MeasureAsync("counts", () => queries.CountsAsync(user, cancellationToken));
            await MeasureAsync("accounts and folders", () => queries.AccountsAsync(user, cancellationToken));
            return lines;

            async Task MeasureAsync(string what, Func<Task> work)
            {
                var samples = await Samples.TakeAsync(Runs, work);
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {rows:N0} | {what} | {samples} |"));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<(UserId User, FolderId Folder)> FillAsync(ServiceProvider services, int rows, CancellationToken cancellationToken)
    {
        var server = new ServerEndpoint("localhost", 993, ConnectionSecurity.Tls, AllowPrivate: true);
        var servers = new AccountServers(server, "list@test.local", server with { Port = 465 }, "list@test.local", false, 2, "");
        var person = await services.GetRequiredService<PersonStore>().CreateAsync(
            new NewMailboxPerson("list@test.local", "List", servers), new MailCredential(CredentialKind.Password, "secret"), cancellationToken);
        var folders = services.GetRequiredService<FolderStore>();
        await folders.ApplyFoldersAsync(person.Account, [new ServerFolder("INBOX", '/', SpecialUse.Inbox, true, true)], cancellationToken);
        var inbox = await folders.FindAsync(person.Account, SpecialUse.Inbox, cancellationToken) ?? throw new InvalidOperationException("No inbox");

        var store = services.GetRequiredService<MailStore>();
        for (var newest = rows; newest > 0; newest -= Batch)
        {
            var oldest = Math.Max(1, newest - Batch + 1);
            var added = Enumerable.Range(oldest, newest - oldest + 1).Reverse().Select(uid => Message(uid, rows)).ToList();
            var anchor = new SyncAnchor(1, (ulong)rows, (uint)rows + 1, oldest == 1 ? 0 : (uint)oldest);
            await store.ApplyDeltaAsync(person.Account, inbox.Id, new FolderDelta(false, added, [], [], anchor, rows, oldest != 1), cancellationToken);
        }

        return (person.User, inbox.Id);
    }

    private static ServerMessage Message(int uid, int rows)
    {
        var number = uid - 1;
        var date = SampleMail.Newest.AddMinutes(-20d * (rows - uid));
        return new ServerMessage(
            (uint)uid,
            (ulong)uid,
            SampleMail.IsSeen(number, rows) ? MailFlags.Seen : MailFlags.None,
            date,
            date,
            4000 + number % 1000,
            SampleMail.Subject(number),
            new MailPerson(SampleMail.Sender(number), $"person{number % 7}@example.org"),
            [new MailPerson("", "list@test.local")],
            [],
            [],
            $"sample-{number}@example.org",
            "",
            [],
            SampleMail.HasAttachment(number),
            "Please have a look at the attached plan before Friday. The team agreed on the schedule.");
    }
}
