using System.Diagnostics;
using System.Globalization;
using System.Text;
using Webmail.Benchmarks;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

// Measures what people feel and writes src/docs/performance.md:
//     dotnet run -c Release --project tests/Webmail.Benchmarks
// With the argument "lists" only the lists, and nothing is written.
const int LoginBudgetKilobytes = 30;
const int InboxBudgetKilobytes = 250;
const int JumpBudgetMilliseconds = 200;
const int ListBudgetMilliseconds = 30;
const double ListGrowth = 1.5;

var cancellation = CancellationToken.None;
var report = new StringBuilder();
report.AppendLine(CultureInfo.InvariantCulture, $"""
    # Performance, measured

    Written by `dotnet run -c Release --project tests/Webmail.Benchmarks`; do not edit.

    Commit {Machine.Commit}. {Machine.Description}. Browser, product, Dovecot and Postfix on the same machine over loopback.

    ## Lists

    One window of 60 rows by `MailQueries`, milliseconds of 100 runs after 5 to warm up. So many messages in one folder, a third of them
    begin a conversation of three; as many in the inboxes of ten accounts. Budgets at 100,000: a page of a folder, by message or by
    conversation, 30 ms, and no more than 1.5 times what it takes at 1,000 (differences under a millisecond do not count).

    | database | rows | query | median | fastest | slowest |
    | --- | ---: | --- | ---: | ---: | ---: |
    """);
var figures = new Dictionary<(string Database, int Rows, string Query), double>();
foreach (var database in ListBenchmark.Databases)
{
    foreach (var rows in new[] { 1_000, 20_000, 100_000 })
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Lists of {rows:N0} rows on {database} …"));
        var (lines, samples) = await ListBenchmark.RunAsync(database, rows, cancellation);
        foreach (var line in lines)
            report.AppendLine(line);
        foreach (var (query, sample) in samples)
            figures[(database, rows, query)] = sample.Median;
    }
}

var slowLists = figures
    .Where(figure => figure.Key is { Rows: 100_000, Query: "folder, first window" or "folder, last window" or "folder by conversation, first window" or "folder by conversation, last window" }
        && figures[figure.Key with { Rows = 1_000 }] is var small && (figure.Value > ListBudgetMilliseconds || (figure.Value > small * ListGrowth && figure.Value > small + 1)))
    .Select(figure => string.Create(CultureInfo.InvariantCulture, $"Over budget: {figure.Key.Query} on {figure.Key.Database} took {figure.Value:0.0} ms")).ToList();
if (args is ["lists"])
{
    Console.WriteLine(report.ToString());
    slowLists.ForEach(Console.Error.WriteLine);
    return slowLists.Count;
}

report.AppendLine().AppendLine("## Search").AppendLine();
report.AppendLine("By `SearchQueries`, with the texts of all messages indexed: the ids found, at most 1,000, and the first 40 rows with their hits marked; milliseconds of 50 runs after 5 to warm up.");
report.AppendLine("PostgreSQL is measured when the environment variable WEBMAIL_BENCHMARK_POSTGRES holds a connection string to an empty database; `{0}` in its name stands for the number of messages.").AppendLine();
report.AppendLine("| database | messages | search | found | median | fastest | slowest |").AppendLine("| --- | ---: | --- | ---: | ---: | ---: | ---: |");
foreach (var messages in new[] { 1_000, 20_000, 100_000 })
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Search in {messages:N0} messages …"));
    foreach (var line in await SearchBenchmark.RunAllAsync(messages, cancellation))
        report.AppendLine(line);
}

// Only the search, while working on it.
if (args is ["search"])
{
    Console.WriteLine(report.ToString());
    return 0;
}

var published = ShortDirectory.Create("wo");
var visits = new List<Visit>();
var slowestJump = 0d;
const int Rounds = 5;
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
    for (var round = 0; round < Rounds; round++)
        visits.AddRange(await benchmark.VisitsAsync());
    report.AppendLine().AppendLine("## Visits").AppendLine();
    report.AppendLine("Chromium, 1440 × 900, the published product; bytes as transferred (compressed, headers included), without the WebSocket.");
    report.AppendLine(CultureInfo.InvariantCulture, $"Budgets for an empty cache: sign-in page {LoginBudgetKilobytes} KB, inbox {InboxBudgetKilobytes} KB.").AppendLine();
    report.AppendLine(CultureInfo.InvariantCulture, $"Median of {Rounds} rounds, fastest and slowest in brackets.").AppendLine();
    report.AppendLine("| page | requests | KB | ms until it answers |").AppendLine("| --- | ---: | ---: | ---: |");
    foreach (var page in visits.GroupBy(visit => visit.Page))
        report.AppendLine(CultureInfo.InvariantCulture, $"| {page.Key} | {Spread(page, visit => visit.Requests, "0")} | {Spread(page, visit => visit.Bytes / 1024d, "0.0")} | {Spread(page, visit => visit.Milliseconds, "0")} |");

    Console.WriteLine("Jumps …");
    var jumps = (await benchmark.JumpsAsync()).Order().ToList();
    report.AppendLine().AppendLine("## Jumps").AppendLine();
    report.AppendLine(CultureInfo.InvariantCulture, $"The scroll bar of 20,000 messages dragged to {jumps.Count} places; until rows cover the list again. Budget {JumpBudgetMilliseconds} ms.").AppendLine();
    report.AppendLine(CultureInfo.InvariantCulture, $"Median {jumps[jumps.Count / 2]:0} ms, fastest {jumps[0]:0}, slowest {jumps[^1]:0}.");
    slowestJump = jumps[^1];
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
if (slowestJump > JumpBudgetMilliseconds)
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Over budget: a jump took {slowestJump:0} ms"));
foreach (var slow in slowLists)
    await Console.Error.WriteLineAsync(slow);
return over.Count == 0 && slowLists.Count == 0 && slowestJump <= JumpBudgetMilliseconds ? 0 : 1;

static string Spread(IEnumerable<Visit> visits, Func<Visit, double> figure, string format)
{
    var sorted = visits.Select(figure).Order().ToList();
    string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    return sorted[0].Equals(sorted[^1]) ? Text(sorted[0]) : $"{Text(sorted[sorted.Count / 2])} ({Text(sorted[0])}–{Text(sorted[^1])})";
}
