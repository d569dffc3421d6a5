using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit;

namespace Webmail.Benchmarks;

/// <summary>What another client's work costs the store, and how long it takes until many screens show it.</summary>
internal static class ChangePart
{
    private const int Rows = 100_000;
    private const int Changes = 5_000;
    private const int Runs = 5;
    private const int Screens = 1_000;
    private const int Window = 60;

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        report.Section(
            "Changes",
            $"""
            In a folder of {Rows:N0} messages another client changes the flags of {Changes:N0}: one transaction of `MailStore`. Then one flag changes and
            {Screens:N0} subscribers of `MailChangeFeed`, as so many open inboxes of one person are, hear of it; and each of them reads its window of {Window} rows
            again. Milliseconds of {Runs} runs.
            """,
            "| database | what | median | fastest | slowest |",
            "| --- | --- | ---: | ---: | ---: |");
        foreach (var database in Store.Databases)
        {
            var directory = ShortDirectory.Create("wc");
            try
            {
                await using var services = await Store.OpenAsync(database, directory, cancellationToken);
                var (user, folder) = await new ListFiller(services, Rows).OneFolderAsync(cancellationToken);
                var run = new ChangeRun(services, user, folder, Rows);
                report.Line($"| {database} | {Changes:N0} changes stored | {await Samples.TakeAsync(Runs, () => run.ChangeAsync(Changes, cancellationToken), warmUp: 1)} |");
                report.Line($"| {database} | one change heard by {Screens:N0} | {await Samples.TakeAsync(Runs, () => run.FanOutAsync(Screens, 0, cancellationToken), warmUp: 1)} |");
                report.Line($"| {database} | one change shown by {Screens:N0} | {await Samples.TakeAsync(Runs, () => run.FanOutAsync(Screens, Window, cancellationToken), warmUp: 1)} |");
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    /// <summary>Flags of the newest messages of one folder, read and unread in turn.</summary>
    private sealed class ChangeRun(ServiceProvider services, UserId user, FolderId folder, int rows)
    {
        private readonly MailStore _store = services.GetRequiredService<MailStore>();
        private readonly MailQueries _queries = services.GetRequiredService<MailQueries>();
        private ulong _modSeq = (ulong)rows;
        private bool _seen;

        public async Task<IReadOnlyList<MailChange>> ChangeAsync(int count, CancellationToken cancellationToken)
        {
            _seen = !_seen;
            _modSeq++;
            var changed = Enumerable.Range(rows - count + 1, count).Select(uid => new FlagChange((uint)uid, _modSeq, _seen ? MailFlags.Seen : MailFlags.None)).ToList();
            var account = (await _queries.AccountsAsync(user, cancellationToken))[0].Id;
            var changes = await _store.ApplyDeltaAsync(account, folder, new FolderDelta(false, [], changed, [], new SyncAnchor(1, _modSeq, (uint)rows + 1, 0), rows, false), cancellationToken);
            return changes.Count > 0 ? changes : throw new InvalidOperationException("Nothing changed");
        }

        /// <param name="window">Rows that each reads again; 0: it only hears.</param>
        public async Task FanOutAsync(int screens, int window, CancellationToken cancellationToken)
        {
            var feed = new MailChangeFeed(TimeProvider.System, NullLogger<MailChangeFeed>.Instance);
            var heard = Enumerable.Range(0, screens).Select(_ => new TaskCompletionSource()).ToList();
            var subscriptions = heard.ConvertAll(done => feed.Subscribe(user, async _ =>
            {
                if (window > 0)
                    await _queries.PageAsync(user, new MailView.OfFolder(folder), 0, window, cancellationToken);
                done.TrySetResult();
            }));
            feed.Publish(await ChangeAsync(1, cancellationToken));
            await Task.WhenAll(heard.Select(done => done.Task));
            subscriptions.ForEach(subscription => subscription.Dispose());
        }
    }
}
