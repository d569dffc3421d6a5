using Microsoft.Playwright;
using Webmail.TestKit;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>A provider in Google's place, a mail server that takes its tokens, and a product that the administrator has registered there.</summary>
public sealed class OAuthBrowserFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1);
    private OAuthServer? _provider;
    private MailServer? _mail;
    private WebmailProcess? _webmail;
    private string? _unavailable;
    private int _people;

    public OAuthServer Provider => _provider ?? throw new InvalidOperationException("Not started");

    public MailServer Mail
    {
        get
        {
            Assert.SkipWhen(_unavailable is not null, _unavailable ?? "");
            return _mail ?? throw new InvalidOperationException("Not started");
        }
    }

    public async ValueTask InitializeAsync()
    {
        _provider = await OAuthServer.StartAsync();
        try
        {
            _mail = await MailServer.StartAsync(new MailServerOptions { OAuth = _provider });
        }
        catch (MailServerUnavailableException missing)
        {
            _unavailable = missing.Reason;
        }
    }

    /// <summary>The product that the tests share.</summary>
    public async Task<WebmailProcess> WebmailAsync(BrowserFixture browser)
    {
        await _starting.WaitAsync();
        try
        {
            return _webmail ??= await StartWebmailAsync(browser);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async Task<MailUser> NewPersonAsync(int messages)
    {
        var person = await Mail.AddUserAsync(FormattableString.Invariant($"consenting{Interlocked.Increment(ref _people)}@test.local"));
        await Mail.SeedAsync(person.Address, messages);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        if (_webmail is not null)
            await _webmail.DisposeAsync();
        if (_mail is not null)
            await _mail.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
        _starting.Dispose();
    }

    private async Task<WebmailProcess> StartWebmailAsync(BrowserFixture browser)
    {
        var logs = Path.Combine(Repository.Root, "artifacts", "logs");
        Directory.CreateDirectory(logs);
        var webmail = await WebmailProcess.StartAsync(new WebmailProcessOptions
        {
            KeepLogAt = Path.Combine(logs, $"oauth-tests-{Guid.NewGuid():N}.log"),
            Settings = new Dictionary<string, string>(Mail.ProviderSettings())
            {
                ["Webmail__Providers__0__OAuth"] = "google",
                ["Webmail__OAuth__Issuers__google"] = Provider.Address.ToString(),
            },
        });
        await using var administrator = await browser.NewVisitorAsync(webmail: webmail);
        await administrator.Page.SetUpAsync(webmail);
        await administrator.Page.GotoAsync("/admin/providers/oauth");
        var google = administrator.Page.GetByRole(AriaRole.Form, new() { Name = "Google" });
        await Provider.AllowRedirectAsync(new Uri(await google.GetByRole(AriaRole.Textbox, new() { Name = "Redirect address" }).InputValueAsync()));
        await google.GetByRole(AriaRole.Textbox, new() { Name = "Client ID" }).FillAsync(OAuthServer.ClientId);
        await google.GetByLabel("Client secret").FillAsync(OAuthServer.ClientSecret);
        await google.GetByRole(AriaRole.Button, new() { Name = "Save Google" }).ClickAsync();
        await Expect(administrator.Status).ToContainTextAsync("stored and in force");
        await administrator.Page.KeepScreenAsync("oauth-registered");
        (await google.GetByLabel("Client secret").InputValueAsync()).ShouldBeEmpty();
        return webmail;
    }
}
