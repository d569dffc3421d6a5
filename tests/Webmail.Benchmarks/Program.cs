using System.Diagnostics;
using System.Globalization;
using System.Text;
using Webmail.Benchmarks;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

// Measures what people feel and writes src/docs/performance.md:
//     dotnet run -c Release --project tests/Webmail.Benchmarks
const int LoginBudgetKilobytes = 30;
const int InboxBudgetKilobytes = 250;

var cancellation = CancellationToken.None;
var report = new StringBuilder();
report.AppendLine(CultureInfo.InvariantCulture, $"""
    # Performance, measured

    Written by `dotnet run -c Release --project tests/Webmail.Benchmarks`; do not edit.

    Commit {Machine.Commit}. {Machine.Description}. Browser, product, Dovecot and Postfix on the same machine over loopback.

    ## Lists

    One window of 60 rows by `MailQueries` on SQLite, milliseconds of 200 runs after 5 to warm up.

    | rows | query | median | fastest | slowest |
    | ---: | --- | ---: | ---: | ---: |
    """);
foreach (var rows in new[] { 1_000, 20_000, 100_000 })
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Lists of {rows:N0} rows …"));
    foreach (var line in await ListBenchmark.RunAsync(rows, cancellation))
        report.AppendLine(line);
}

var published = ShortDirectory.Create("wo");
IReadOnlyList<Visit> visits;
try
{
    Console.WriteLine("Publishing …");
    using (var publish = Process.Start("dotnet", ["publish", Path.Combine(Repository.Root, "src", "Webmail.Web"), "-c", "Release", "-o", published, "-v", "quiet", "--nologo"]))
    {
        await publish.WaitForExitAsync(cancellation);
        if (publish.ExitCode != 0)
            return publish.ExitCode;
    }

    await using var mail = await MailServer.StartAsync();
    await using var benchmark = new VisitBenchmark(mail, published);
    await benchmark.StartAsync(cancellation);

    Console.WriteLine("First synchronisation …");
    report.AppendLine().AppendLine("## First synchronisation").AppendLine();
    report.AppendLine("The published product and a mailbox it has never seen. The last line is what server and client library need without us, in the same run.").AppendLine();
    report.AppendLine("| what | seconds |").AppendLine("| --- | ---: |");
    foreach (var line in await benchmark.FirstSynchronisationAsync(cancellation))
        report.AppendLine(line);

    Console.WriteLine("Visits …");
    visits = await benchmark.VisitsAsync();
    report.AppendLine().AppendLine("## Visits").AppendLine();
    report.AppendLine("Chromium, 1440 × 900, the published product; bytes as transferred (compressed, headers included), without the WebSocket.");
    report.AppendLine(CultureInfo.InvariantCulture, $"Budgets for an empty cache: sign-in page {LoginBudgetKilobytes} KB, inbox {InboxBudgetKilobytes} KB.").AppendLine();
    report.AppendLine("| page | requests | KB | ms until it answers |").AppendLine("| --- | ---: | ---: | ---: |");
    foreach (var visit in visits)
        report.AppendLine(CultureInfo.InvariantCulture, $"| {visit} |");
}
finally
{
    Directory.Delete(published, recursive: true);
}

var file = Path.Combine(Repository.Root, "src", "docs", "performance.md");
await File.WriteAllTextAsync(file, report.ToString(), cancellation);
Console.WriteLine(report.ToString());

var over = visits.Where(visit => visit.Bytes > 1024 * (visit.Page.StartsWith("sign-in", StringComparison.Ordinal) ? LoginBudgetKilobytes : InboxBudgetKilobytes)).ToList();
foreach (var visit in over)
    await Console.Error.WriteLineAsync($"Over budget: {visit}");
return over.Count == 0 ? 0 : 1;
