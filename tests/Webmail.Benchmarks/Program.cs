using System.Globalization;
using Webmail.Benchmarks;
using Webmail.TestKit;

// Measures what people feel and writes src/docs/performance.md:
//     dotnet run -c Release --project tests/Webmail.Benchmarks
// With names of parts as arguments only those, and nothing is written. Ends with 1 when something is over its budget.
var report = new Report();
await using var published = new Published();
var parts = new (string Name, Func<Task> RunAsync)[]
{
    ("store", () => StorePart.RunAsync(report, default)),
    ("lists", () => ListPart.RunAsync(report, default)),
    ("search", () => SearchPart.RunAsync(report, default)),
    ("render", () => RenderPart.RunAsync(report)),
    ("changes", () => ChangePart.RunAsync(report, default)),
    ("sync", () => SyncPart.RunAsync(report, published, default)),
    ("visits", () => VisitPart.RunAsync(report, published, default)),
    ("circuits", () => CircuitPart.RunAsync(report, published, default)),
};
if (args.FirstOrDefault(name => parts.All(part => part.Name != name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"No part is called {unknown}; there are {string.Join(", ", parts.Select(part => part.Name))}");
    return 2;
}

foreach (var part in parts.Where(part => args.Length == 0 || args.Contains(part.Name)))
    await part.RunAsync();

if (args.Length == 0)
{
    var head = string.Create(CultureInfo.InvariantCulture, $"""
        # Performance, measured

        Written by `dotnet run -c Release --project tests/Webmail.Benchmarks`; do not edit.

        Commit {Machine.Commit}. {Machine.Description}. Browser, product, databases and mail servers on the same machine over loopback.
        {(report.OverBudget.Count == 0 ? "Everything is within its budget." : string.Join('\n', report.OverBudget.Select(line => line + ".")))}

        """);
    await File.WriteAllTextAsync(Path.Combine(Repository.Root, "src", "docs", "performance.md"), head + report);
}

foreach (var line in report.OverBudget)
    await Console.Error.WriteLineAsync(line);
return report.OverBudget.Count == 0 ? 0 : 1;
