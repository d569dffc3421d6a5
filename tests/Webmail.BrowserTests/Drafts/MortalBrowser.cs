using System.Diagnostics;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Servers;

namespace Webmail.BrowserTests.Drafts;

/// <summary>A Chromium with a profile of its own, which outlives it: cookies and what pages store are there when it is started again.</summary>
internal sealed class MortalBrowser : IAsyncDisposable
{
    // Remembers the page's connections, so that they can be cut as a network does.
    private const string Watch = """
        window.sockets = [];
        window.WebSocket = class extends WebSocket {
          constructor(...parts) { super(...parts); window.sockets.push(this); }
        };
        """;

    private readonly Uri _address;
    private readonly string _profile;
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;

    private MortalBrowser(Uri address, string profile, IPlaywright playwright, IBrowserContext context, IPage page)
    {
        (_address, _profile, _playwright, _context) = (address, profile, playwright, context);
        Visitor = new Visitor(context, page, Words.English);
    }

    public Visitor Visitor { get; private set; }

    public static Task<MortalBrowser> StartAsync(Uri address) => StartAsync(address, Directory.CreateTempSubdirectory("wmprofile").FullName);

    public async Task SignInAsync(MailUser person) => await Visitor.SignInAsync(person);

    /// <summary>SIGKILL to all its processes.</summary>
    public async Task KillAsync()
    {
        foreach (var process in Process.GetProcesses().Where(IsOurs))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>The tab dies without a chance to say goodbye; the browser lives.</summary>
    public async Task KillTabAsync()
    {
        var page = Visitor.Page;
        try
        {
            await page.GotoAsync("chrome://crash");
        }
        catch (PlaywrightException)
        {
            // That is what it is for.
        }

        await page.CloseAsync();
    }

    public async Task NewTabAsync() => Visitor = new Visitor(_context, await _context.NewPageAsync(), Words.English);

    public Task CutCircuitAsync() => Visitor.Page.EvaluateAsync("() => window.sockets.forEach((socket) => socket.close())");

    /// <summary>The same profile again.</summary>
    public Task<MortalBrowser> StartAgainAsync() => StartAsync(_address, _profile);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.CloseAsync();
        }
        catch (PlaywrightException)
        {
            // It was killed.
        }

        _playwright.Dispose();
    }

    private static async Task<MortalBrowser> StartAsync(Uri address, string profile)
    {
        // A dead browser's lock would keep a new one from the profile.
        foreach (var name in new[] { "SingletonLock", "SingletonSocket", "SingletonCookie" })
            File.Delete(Path.Combine(profile, name));
        var playwright = await Playwright.CreateAsync();
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
        {
            ExecutablePath = BrowserFixture.Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            Locale = "en-US",
        });
        context.SetDefaultTimeout(15_000);
        await context.AddInitScriptAsync(Watch);
        return new MortalBrowser(address, profile, playwright, context, context.Pages.Count > 0 ? context.Pages[0] : await context.NewPageAsync());
    }

    // By the profile on its command line: nobody else's.
    private bool IsOurs(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(_profile, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // Gone meanwhile.
        }
    }
}
