using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Model;
using Webmail.TestKit;

namespace Webmail.Benchmarks;

/// <summary>How long one window of each kind of list takes from a database: one folder with so many messages, and as many in the inboxes of ten accounts.</summary>
internal static class ListBenchmark
{
    private const int Window = 60;
    private const int Runs = 100;
    private const int Accounts = 10;

    /// <returns>By what was measured.</returns>
    public static async Task<IReadOnlyDictionary<string, Samples>> RunAsync(string database, int rows, CancellationToken cancellationToken)
    {
        var directory = ShortDirectory.Create("wb");
        try
        {
            await using var services = await Store.OpenAsync(database, directory, cancellationToken);
            var filler = new ListFiller(services, rows);
            var (user, folder) = await filler.OneFolderAsync(cancellationToken);
            var several = await filler.SeveralInboxesAsync(Accounts, cancellationToken);
            var queries = services.GetRequiredService<MailQueries>();
            var figures = new Dictionary<string, Samples>();

            var view = new MailView.OfFolder(folder);
            foreach (var (place, first) in new[] { ("first", 0), ("middle", (rows / 2) - (Window / 2)), ("last", rows - Window) })
                await PageAsync($"folder, {place} window", user, view, first);
            foreach (var query in new[] { "sender", "subject", "size", "unread" })
            {
                await PageAsync($"folder by {query}, first window", user, new MailList(view, ListArrangement.Parse(query, null, null)), 0);
                await PageAsync($"folder by {query}, last window", user, new MailList(view, ListArrangement.Parse(query, null, null)), rows - Window);
            }

            await PageAsync("folder, oldest first", user, new MailList(view, ListArrangement.Parse(null, "asc", null)), 0);
            foreach (var filter in new[] { "unread", "starred", "attachments" })
                await PageAsync($"folder, {filter} only", user, new MailList(view, ListArrangement.Parse(null, null, filter)), 0);

            var conversations = ListArrangement.Default with { Conversations = true };
            var total = (await queries.PageAsync(user, new MailList(view, conversations), 0, 1, cancellationToken)).Total;
            await PageAsync("folder by conversation, first window", user, new MailList(view, conversations), 0);
            await PageAsync("folder by conversation, last window", user, new MailList(view, conversations), total - Window);

            var inbox = new MailView.Across(AcrossView.Inbox);
            await PageAsync("inbox of 10 accounts, first window", several, inbox, 0);
            await PageAsync("inbox of 10 accounts, last window", several, inbox, rows - Window);
            await PageAsync("inbox of 10 accounts by conversation", several, new MailList(inbox, conversations), 0);
            await PageAsync("inbox of 10 accounts by sender", several, new MailList(inbox, ListArrangement.Parse("sender", null, null)), 0);
            await PageAsync("unread of 10 accounts", several, new MailView.Across(AcrossView.Unread), 0);
            await MeasureAsync("counts of 10 accounts", () => queries.CountsAsync(several, cancellationToken));
            await MeasureAsync("accounts and folders of 10", () => queries.AccountsAsync(several, cancellationToken));
            return figures;

            Task PageAsync(string what, UserId person, MailList list, int first) => MeasureAsync(what, () => queries.PageAsync(person, list, first, Window, cancellationToken));

            async Task MeasureAsync(string what, Func<Task> work) => figures[what] = await Samples.TakeAsync(Runs, work);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
