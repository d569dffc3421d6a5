using System.Diagnostics;
using Webmail.TestKit;

namespace Webmail.Benchmarks;

/// <summary>What storing costs without a mail server.</summary>
internal static class StorePart
{
    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        report.Section(
            "Storing",
            $"""
            A first synchronisation's messages, newest first and {ListFiller.Batch} a transaction, into a new store; then their words into the index of the
            search. Microseconds a message.
            """,
            "| database | messages | stored | words |",
            "| --- | ---: | ---: | ---: |");
        foreach (var database in Store.Databases)
        {
            foreach (var rows in new[] { 20_000, 100_000 })
            {
                var (stored, words) = await MeasureAsync(database, rows, cancellationToken);
                report.Line($"| {database} | {rows:N0} | {stored:0} | {words:0} |");
            }
        }
    }

    private static async Task<(double Stored, double Words)> MeasureAsync(string database, int rows, CancellationToken cancellationToken)
    {
        var directory = ShortDirectory.Create("wb");
        try
        {
            await using var services = await Store.OpenAsync(database, directory, cancellationToken);
            var clock = Stopwatch.StartNew();
            var (user, _) = await new ListFiller(services, rows).OneFolderAsync(cancellationToken);
            var stored = clock.Elapsed;
            clock.Restart();
            await ListFiller.AddWordsAsync(services, user, cancellationToken);
            return (stored.TotalMicroseconds / rows, clock.Elapsed.TotalMicroseconds / rows);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
