namespace Webmail.Benchmarks;

/// <summary>First synchronisation of 20,000 and 100,000 messages.</summary>
internal static class SyncPart
{
    private const double TimesBudget = 1.5;
    private const double FirstScreenBudget = 1;
    private const double MemoryBudget = 300;

    public static async Task RunAsync(Report report, Published published, CancellationToken cancellationToken)
    {
        report.Section(
            "First synchronisation",
            $"""
            The published product and a mailbox it has never seen, from the answer to the sign-in on, and one bare FETCH of the same items by MailKit
            in the same run. Cold: nobody asked Dovecot for these messages before. Budgets at 100,000: {TimesBudget:0.0} times the bare FETCH, the newest 50
            stored after {FirstScreenBudget:0} s, {MemoryBudget:0} MB of memory at the most.
            """,
            "| messages | cache | bare FETCH, s | all stored, s | times | newest 50 stored, s | peak memory, MB |",
            "| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        var benchmark = new SyncBenchmark(await published.MailAsync(), await published.FolderAsync());
        foreach (var messages in new[] { 20_000, 100_000 })
        {
            foreach (var (cache, figures) in await benchmark.RunAsync(messages, cancellationToken))
            {
                report.Line($"| {messages:N0} | {cache} | {figures.BareFetch:0.0} | {figures.All:0.0} | {figures.Times:0.00} | {figures.First:0.00} | {figures.PeakMegabytes:0} |");
                if (messages == 100_000)
                    report.Check(figures.Times <= TimesBudget && figures.First <= FirstScreenBudget && figures.PeakMegabytes <= MemoryBudget, $"the first synchronisation, {cache}");
            }
        }
    }
}
