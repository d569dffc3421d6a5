using System.Globalization;

namespace Webmail.Benchmarks;

/// <summary>Pages and jumps in a browser.</summary>
internal static class VisitPart
{
    private const int LoginBudget = 30;
    private const int InboxBudget = 250;
    private const int JumpBudget = 200;
    private const int NextBudget = 50;
    private const int Rounds = 5;

    public static async Task RunAsync(Report report, Published published, CancellationToken cancellationToken)
    {
        await using var benchmark = new VisitBenchmark(await published.MailAsync(), await published.FolderAsync());
        await benchmark.StartAsync(cancellationToken);
        await benchmark.IndexAsync();
        report.Section(
            "Visits",
            $"""
            Chromium, 1440 × 900, the published product, an inbox of 20,000; bytes as transferred (compressed, headers included), without the WebSocket.
            Median of {Rounds} rounds, fastest and slowest in brackets. Budgets for an empty cache: sign-in page {LoginBudget} KB, inbox {InboxBudget} KB.
            """,
            "| page | requests | KB | ms until it answers |",
            "| --- | ---: | ---: | ---: |");
        var visits = new List<Visit>();
        for (var round = 0; round < Rounds; round++)
            visits.AddRange(await benchmark.VisitsAsync());
        foreach (var page in visits.GroupBy(visit => visit.Page))
        {
            report.Line($"| {page.Key} | {Spread(page, visit => visit.Requests, "0")} | {Spread(page, visit => visit.Bytes / 1024d, "0.0")} | {Spread(page, visit => visit.Milliseconds, "0")} |");
            var budget = page.Key.StartsWith("sign-in", StringComparison.Ordinal) ? LoginBudget : InboxBudget;
            report.Check(page.All(visit => visit.Bytes <= 1024 * budget), $"{page.Key} took more than {budget} KB");
        }

        report.Section("Jumps", $"The scroll bar of 20,000 messages dragged to 11 places; until rows cover the list again. Budget {JumpBudget} ms.", "", "");
        var jumps = (await benchmark.JumpsAsync()).Order().ToList();
        report.Line($"Median {jumps[jumps.Count / 2]:0} ms, fastest {jumps[0]:0}, slowest {jumps[^1]:0}.");
        report.Check(jumps[^1] <= JumpBudget, $"a jump took {jumps[^1]:0} ms");

        report.Section("Next message", $"`j` in the inbox, 40 messages, each a moment after the one before, as when reading. Budget of the server's part: median {NextBudget} ms.", "", "");
        var next = await benchmark.NextAsync();
        var server = next.Select(one => one.Server).Order().ToList();
        var shown = next.Select(one => one.Shown).Order().ToList();
        report.Line($"The server: median {server[server.Count / 2]:0} ms, slowest {server[^1]:0}. Until the text is on the screen: median {shown[shown.Count / 2]:0}, slowest {shown[^1]:0}.");
        report.Check(server[server.Count / 2] <= NextBudget, $"the next message took {server[server.Count / 2]:0} ms");
    }

    private static string Spread(IEnumerable<Visit> visits, Func<Visit, double> figure, string format)
    {
        var sorted = visits.Select(figure).Order().ToList();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return sorted[0].Equals(sorted[^1]) ? Text(sorted[0]) : $"{Text(sorted[sorted.Count / 2])} ({Text(sorted[0])}–{Text(sorted[^1])})";
    }
}
