using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;

namespace Webmail.Benchmarks;

/// <summary>What a browser transfers, and what a person waits for, with the published product and a real mail server.</summary>
internal sealed class VisitBenchmark(MailServer mail, string publishedFolder) : IAsyncDisposable
{
    private const int Messages = 20_000;

    private WebmailProcess? _webmail;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private MailUser? _person;

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("Not started");

    private WebmailProcess Webmail => _webmail ?? throw new InvalidOperationException("Not started");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _person = await mail.AddUserAsync("visitor@test.local");
        await mail.SeedAsync(_person.Address, Messages, cancellationToken: cancellationToken);
        _webmail = await WebmailProcess.StartAsync(new WebmailProcessOptions { Settings = mail.ProviderSettings(), PublishedFolder = publishedFolder }, cancellationToken);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    /// <summary>Waits until the mailbox is indexed: what follows measures pages, not that.</summary>
    public async Task IndexAsync()
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await page.Locator($"[role=grid][aria-rowcount='{Messages.ToString(CultureInfo.InvariantCulture)}']").WaitForAsync(new() { Timeout = 600_000 });
    }

    /// <summary>Loads the sign-in page and the inbox with an empty cache, and each again.</summary>
    public async Task<IReadOnlyList<Visit>> VisitsAsync()
    {
        var visits = new List<Visit>();
        await using (var stranger = await NewContextAsync())
        {
            var page = await stranger.NewPageAsync();
            visits.Add(await VisitAsync(page, "/login", "sign-in page, first visit"));
            visits.Add(await VisitAsync(page, "/login", "sign-in page, again"));
        }

        string signedIn;
        await using (var context = await NewContextAsync())
        {
            await SignInAsync(await context.NewPageAsync());
            signedIn = await context.StorageStateAsync();
        }

        await using (var context = await NewContextAsync(signedIn))
        {
            var page = await context.NewPageAsync();
            visits.Add(await VisitAsync(page, "/mail", "inbox, empty cache"));
            visits.Add(await VisitAsync(page, "/mail", "inbox, again"));
        }

        return visits;
    }

    /// <summary>Jumps about in the inbox of 20,000 and takes the time until the rows at the new place are there.</summary>
    /// <returns>Milliseconds of each jump.</returns>
    public async Task<IReadOnlyList<double>> JumpsAsync()
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await page.Locator("main:not([aria-busy='true'])").First.WaitForAsync();
        var jumps = new List<double>();
        foreach (var part in new[] { 0.5, 0.25, 0.9, 0.1, 1, 0.33, 0.75, 0, 0.6, 0.05, 0.97 })
        {
            jumps.Add(await page.EvaluateAsync<double>("""
                part => new Promise(done => {
                  const list = document.querySelector('[role=grid]');
                  const started = performance.now();
                  list.scrollTop = part * (list.scrollHeight - list.clientHeight);
                  const box = list.getBoundingClientRect();
                  const look = () => {
                    const covered = [0.1, 0.5, 0.9].every(at =>
                      document.elementFromPoint(box.left + box.width / 2, box.top + box.height * at)?.closest('[role=row]'));
                    if (covered) done(performance.now() - started); else requestAnimationFrame(look);
                  };
                  requestAnimationFrame(look);
                })
                """, part));
            await page.WaitForTimeoutAsync(300);
        }

        return jumps;
    }

    /// <summary>Goes on from message to message by key.</summary>
    /// <returns>Milliseconds of each: until the text is on the screen, and the part of it that the server took: from the key to the new address of the frame, and the answer to that.</returns>
    public async Task<IReadOnlyList<(double Shown, double Server)>> NextAsync()
    {
        await using var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);
        await page.Locator("main:not([aria-busy='true'])").First.WaitForAsync();
        await page.GetByRole(AriaRole.Row).First.ClickAsync();
        await page.Locator("iframe[data-body]").WaitForAsync();
        var all = new List<(double, double)>();
        for (var i = 0; i < 40; i++)
        {
            // Somebody reads it; meanwhile the next ones come.
            await page.WaitForTimeoutAsync(700);
            var times = await page.EvaluateAsync<double[]>("""
                () => new Promise(done => {
                  const started = performance.now();
                  const before = document.querySelector('iframe[data-body]').src;
                  let asked = 0;
                  new MutationObserver((_, observer) => {
                    const frame = document.querySelector('iframe[data-body]');
                    if (!frame || frame.src === before || asked) return;
                    asked = performance.now();
                    observer.disconnect();
                    frame.addEventListener('load', () => {
                      const answer = frame.contentWindow.performance.getEntriesByType('navigation')[0];
                      done([performance.now() - started, asked - started + answer.responseEnd - answer.requestStart]);
                    }, { once: true });
                  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] });
                  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
                })
                """);
            all.Add((times[0], times[1]));
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_webmail is not null)
            await _webmail.DisposeAsync();
    }

    private Task<IBrowserContext> NewContextAsync(string? state = null) => Browser.NewContextAsync(new BrowserNewContextOptions
    {
        BaseURL = Webmail.Address.ToString(),
        Locale = "en-US",
        ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        StorageState = state,
    });

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(_person?.Address ?? "");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Password", Exact = true }).FillAsync(_person?.Password ?? "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/mail/**", new() { Timeout = 60_000 });
    }

    private static async Task<Visit> VisitAsync(IPage page, string url, string name)
    {
        await page.GotoAsync("about:blank");
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var cached = new HashSet<string>();
        var requests = 0;
        var bytes = 0L;
        session.Event("Network.requestServedFromCache").OnEvent += (_, data) => cached.Add(Text(data, "requestId"));
        session.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            // Chromium reports 0 for its disk cache and for data: addresses.
            if (cached.Contains(Text(data, "requestId")) || Number(data, "encodedDataLength") is not (> 0 and var length))
                return;
            requests++;
            bytes += (long)length;
        };

        var clock = Stopwatch.StartNew();
        await page.GotoAsync(url, new() { WaitUntil = WaitUntilState.Load });
        await page.Locator("main:not([aria-busy='true'])").First.WaitForAsync();
        var time = clock.Elapsed;
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await session.DetachAsync();
        return new Visit(name, requests, bytes, time.TotalMilliseconds);
    }

    private static string Text(JsonElement? data, string name) => data?.GetProperty(name).GetString() ?? "";

    private static double Number(JsonElement? data, string name) => data?.GetProperty(name).GetDouble() ?? 0;
}
