using System.Globalization;
using Microsoft.Playwright;
using Webmail.TestKit.Product;

namespace Webmail.Benchmarks;

/// <summary>What an open inbox costs the server's memory.</summary>
internal static class CircuitPart
{
    private const int Messages = 20_000;
    private const int Circuits = 40;
    private const double Budget = 1;

    // A small nursery, so that the process keeps little but what lives.
    private static readonly (string, string)[] Thrifty = [("DOTNET_GCgen0size", "0x800000"), ("DOTNET_GCConserveMemory", "9")];

    public static async Task RunAsync(Report report, Published published, CancellationToken cancellationToken)
    {
        report.Section(
            "Circuits",
            $"""
            The published product, {Circuits} tabs with an inbox of {Messages:N0} open in Chromium: resident memory of the process before and after, the collector told to
            keep little ({string.Join(", ", Thrifty.Select(setting => setting.Item1))}). The first tabs, which load code, are not counted. Budget {Budget:0} MB a circuit.
            """,
            "| what | MB |",
            "| --- | ---: |");
        var mail = await published.MailAsync();
        var user = await mail.AddUserAsync("tabs@test.local");
        await mail.SeedAsync(user.Address, Messages, cancellationToken: cancellationToken);
        var settings = new Dictionary<string, string>(mail.ProviderSettings());
        foreach (var (name, value) in Thrifty)
            settings[name] = value;
        await using var webmail = await WebmailProcess.StartAsync(new WebmailProcessOptions { Settings = settings, PublishedFolder = await published.FolderAsync() }, cancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = webmail.Address.ToString(), Locale = "en-US" });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/login");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(user.Address);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Password", Exact = true }).FillAsync(user.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/mail/**", new() { Timeout = 60_000 });
        await page.Locator($"[role=grid][aria-rowcount='{Messages.ToString(CultureInfo.InvariantCulture)}']").WaitForAsync(new() { Timeout = 600_000 });

        await OpenAsync(context, 5);
        var before = await SettledAsync(webmail.ProcessId, cancellationToken);
        await OpenAsync(context, Circuits);
        var after = await SettledAsync(webmail.ProcessId, cancellationToken);
        report.Line($"| process with 6 inboxes open | {before:0} |");
        report.Line($"| process with {Circuits + 6} inboxes open | {after:0} |");
        report.Line($"| a circuit | {(after - before) / Circuits:0.00} |");
        report.Check((after - before) / Circuits <= Budget, $"a circuit takes {(after - before) / Circuits:0.00} MB");
    }

    private static async Task OpenAsync(IBrowserContext context, int tabs)
    {
        for (var i = 0; i < tabs; i++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync("/mail/inbox");
            await page.Locator("main:not([aria-busy='true'])").First.WaitForAsync(new() { Timeout = 60_000 });
        }
    }

    /// <summary>Megabytes, when it no longer changes.</summary>
    private static async Task<double> SettledAsync(int process, CancellationToken cancellationToken)
    {
        var last = double.MaxValue;
        for (var quiet = 0; quiet < 5;)
        {
            await Task.Delay(1000, cancellationToken);
            var now = ProcessMemory.Megabytes(process, "VmRSS");
            quiet = Math.Abs(now - last) < 1 ? quiet + 1 : 0;
            last = now;
        }

        return last;
    }
}
