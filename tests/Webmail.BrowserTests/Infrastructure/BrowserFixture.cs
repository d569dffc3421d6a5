using Microsoft.Playwright;
using Webmail.TestKit;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>One Chromium, one mail server and one running product for all browser tests; people are made anew for each.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    internal const string Chromium = "/usr/bin/chromium";

    private string? _unavailable;
    private MailServer? _mail;
    private WebmailProcess? _webmail;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private int _people;

    public MailServer Mail => Available(_mail);

    public WebmailProcess Webmail => Available(_webmail);

    private IBrowser Browser => Available(_browser);

    public async ValueTask InitializeAsync()
    {
        try
        {
            _mail = await MailServer.StartAsync();
        }
        catch (MailServerUnavailableException missing)
        {
            _unavailable = missing.Reason; // Each test says so when it asks for the server.
            return;
        }

        if (!File.Exists(Chromium))
        {
            _unavailable = $"{Chromium} is not installed";
            return;
        }

        _webmail = await StartWebmailAsync();
        _playwright = await Playwright.CreateAsync();
        // Two at a time on two cores: what is waited for comes, if not always within five seconds.
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await LaunchAsync();
    }

    /// <summary>A Chromium of its own, for what has to be told when it starts.</summary>
    public Task<IBrowser> LaunchAsync(params IReadOnlyList<string> arguments) => Available(_playwright).Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium,
        // Chromium refuses its sandbox to root; the pages it sees here are ours.
        Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", .. arguments],
    });

    /// <summary>The product with this fixture's mail server as its only provider, for tests that kill it or need other settings.</summary>
    public async Task<WebmailProcess> StartWebmailAsync(params IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string>(Mail.ProviderSettings())
        {
            ["Webmail__Outbox__UndoSeconds"] = "2",
            // Nobody answers there: no test asks the network about a domain.
            ["Webmail__Network__NameServers__0"] = "127.0.0.1:9",
        };
        foreach (var (name, value) in settings)
            all[name] = value;
        var logs = Path.Combine(Repository.Root, "artifacts", "logs");
        Directory.CreateDirectory(logs);
        return await WebmailProcess.StartAsync(new WebmailProcessOptions
        {
            Settings = all,
            KeepLogAt = Path.Combine(logs, $"browser-tests-{Guid.NewGuid():N}.log"),
        });
    }

    /// <summary>A mailbox nobody has used yet, with <paramref name="messages"/> sample messages in its inbox.</summary>
    public async Task<MailUser> NewPersonAsync(int messages = 0)
    {
        var number = Interlocked.Increment(ref _people);
        var person = await Mail.AddUserAsync(FormattableString.Invariant($"person{number}@test.local"));
        if (messages > 0)
            await Mail.SeedAsync(person.Address, messages);
        return person;
    }

    /// <summary>A browser of its own: no cookies of the others.</summary>
    /// <param name="webmail">Null is the shared product.</param>
    /// <param name="browser">Null is the shared browser.</param>
    public async Task<Visitor> NewVisitorAsync(
        Device device = Device.Desktop, string locale = "en-US", ColorScheme theme = ColorScheme.Light, WebmailProcess? webmail = null, IBrowser? browser = null)
    {
        var phone = device == Device.Phone;
        var context = await (browser ?? Browser).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (webmail ?? Webmail).Address.ToString(),
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
            HasTouch = phone,
            IsMobile = phone,
            Locale = locale,
            ColorScheme = theme,
            TimezoneId = "Europe/Moscow",
        });
        context.SetDefaultTimeout(15_000);
        return new Visitor(context, await context.NewPageAsync(), locale.StartsWith("ru", StringComparison.Ordinal) ? Words.Russian : Words.English);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_webmail is not null)
            await _webmail.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
    }

    private T Available<T>(T? part)
        where T : class
    {
        Assert.SkipWhen(_unavailable is not null, _unavailable ?? "");
        return part ?? throw new InvalidOperationException($"{typeof(T).Name} has not started");
    }
}
