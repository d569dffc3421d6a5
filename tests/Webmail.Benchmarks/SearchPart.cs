namespace Webmail.Benchmarks;

/// <summary>What a search costs.</summary>
internal static class SearchPart
{
    private const double Budget = 100;

    // What a person types; a phrase or two letters that are in every message have to look at every message.
    private static readonly string[] WithBudget = ["one message's number", "a word of one in a hundred", "a word of every message", "sender and subject"];

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        report.Section(
            "Search",
            $"""
            By `SearchQueries`, with the texts of all messages indexed: the ids found, at most 1,000, and the first 40 rows with their hits marked;
            milliseconds of 50 runs after 5 to warm up. Budget at 100,000: {Budget:0} ms for what is typed mostly ({string.Join("; ", WithBudget)}).
            """,
            "| database | messages | search | found | median | fastest | slowest |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: |");
        foreach (var database in Store.Databases)
        {
            foreach (var messages in new[] { 1_000, 20_000, 100_000 })
            {
                foreach (var (what, found, samples) in await SearchBenchmark.RunAsync(database, messages, cancellationToken))
                {
                    report.Line($"| {database} | {messages:N0} | {what} | {found} | {samples} |");
                    if (messages == 100_000 && WithBudget.Contains(what))
                        report.Check(samples.Median <= Budget, $"search for {what} on {database} took {samples.Median:0} ms");
                }
            }
        }
    }
}
