namespace Webmail.Benchmarks;

/// <summary>Windows of lists.</summary>
internal static class ListPart
{
    private const double Budget = 30;
    private const double Growth = 1.5;

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        report.Section(
            "Lists",
            $"""
            One window of 60 rows by `MailQueries`, milliseconds of 100 runs after 5 to warm up. So many messages in one folder, a third of them
            begin a conversation of three; as many in the inboxes of ten accounts. Budgets at 100,000: a page of a folder, by message or by
            conversation, {Budget:0} ms, and no more than {Growth:0.0} times what it takes at 1,000 (differences under a millisecond do not count).
            """,
            "| database | rows | query | median | fastest | slowest |",
            "| --- | ---: | --- | ---: | ---: | ---: |");
        foreach (var database in Store.Databases)
        {
            var small = await MeasureAsync(database, 1_000);
            await MeasureAsync(database, 20_000);
            var large = await MeasureAsync(database, 100_000);
            foreach (var query in new[] { "folder, first window", "folder, last window", "folder by conversation, first window", "folder by conversation, last window" })
            {
                var (at1k, at100k) = (small[query].Median, large[query].Median);
                report.Check(at100k <= Budget && (at100k <= at1k * Growth || at100k <= at1k + 1), $"{query} on {database} took {at100k:0.0} ms, {at1k:0.0} at 1,000");
            }
        }

        async Task<IReadOnlyDictionary<string, Samples>> MeasureAsync(string database, int rows)
        {
            var figures = await ListBenchmark.RunAsync(database, rows, cancellationToken);
            foreach (var (query, samples) in figures)
                report.Line($"| {database} | {rows:N0} | {query} | {samples} |");
            return figures;
        }
    }
}
