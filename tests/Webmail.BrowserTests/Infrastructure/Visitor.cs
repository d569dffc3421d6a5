using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>A person in front of a browser. Finds things as a screen reader does: by role and name only.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private readonly Words _words;
    private readonly ConcurrentQueue<string> _errors = new();

    public Visitor(IBrowserContext context, IPage page, Words words)
    {
        (_context, _page, _words) = (context, page, words);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue($"{message.Text} ({message.Location})");
        };
    }

    public IPage Page => _page;

    /// <summary>What the browser's console complained about: uncaught exceptions, blocked by our policy, missing files.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public ILocator Main => _page.GetByRole(AriaRole.Main);

    public ILocator List => _page.GetByRole(AriaRole.Grid, new() { Name = _words.Messages, Exact = true });

    public ILocator Rows => List.GetByRole(AriaRole.Row);

    public ILocator Article => _page.GetByRole(AriaRole.Article);

    /// <summary>What is said in passing: “Message sent”, “Draft saved”, with its Undo.</summary>
    public ILocator Status => _page.GetByRole(AriaRole.Status);

    public ILocator Alert => _page.GetByRole(AriaRole.Alert);

    /// <summary>The composer: a dialog over the mail, a form in a window of its own.</summary>
    public ILocator Composer => _page.GetByRole(AriaRole.Dialog, new() { Name = "New message" }).Or(_page.GetByRole(AriaRole.Form, new() { Name = "New message" }));

    public ILocator ComposerText => Composer.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true });

    public IFrameLocator Body => _page.GetByTitle("Message body").ContentFrame;

    public ILocator Row(string subject) => List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex(Regex.Escape(subject)) });

    public ILocator Folder(string name) => _page.GetByRole(AriaRole.Treeitem, new() { NameRegex = new Regex($"^{Regex.Escape(name)}(,|$)") }).First;

    public ILocator Action(string name) => _page.GetByRole(AriaRole.Toolbar, new() { Name = "Message actions" }).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Button(string name) => _page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Compose may be a link, so that it works before the page answers.</summary>
    public ILocator Compose => Button(_words.Compose).Or(_page.GetByRole(AriaRole.Link, new() { Name = _words.Compose, Exact = true })).First;

    /// <summary>Fills the sign-in form and sends it, whatever the outcome.</summary>
    public async Task TrySignInAsync(string address, string password)
    {
        if (!_page.Url.Contains("/login", StringComparison.Ordinal))
            await _page.GotoAsync("/login");
        await _page.GetByRole(AriaRole.Textbox, new() { Name = _words.Address }).FillAsync(address);
        await _page.GetByRole(AriaRole.Textbox, new() { Name = _words.Password, Exact = true }).FillAsync(password);
        await Button(_words.SignIn).ClickAsync();
    }

    /// <summary>Signs in and waits until the list answers.</summary>
    public async Task SignInAsync(MailUser person)
    {
        await TrySignInAsync(person.Address, person.Password);
        await _page.WaitForURLAsync(new Regex("/mail"));
        await ReadyAsync();
    }

    /// <summary>Until the page answers to input.</summary>
    public async Task ReadyAsync()
    {
        await Expect(Main).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(List).ToBeVisibleAsync();
    }

    /// <summary>Until the view holds so many messages.</summary>
    public Task ExpectCountAsync(int messages, float timeoutMilliseconds = 30_000) =>
        Expect(List).ToHaveAttributeAsync("aria-rowcount", messages.ToString(System.Globalization.CultureInfo.InvariantCulture), new() { Timeout = timeoutMilliseconds });

    public async Task OpenAsync(string subject)
    {
        await Row(subject).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Article, new() { Name = subject })).ToBeVisibleAsync();
    }

    public Task ExpectStatusAsync(string text) => Expect(Status.Filter(new() { HasText = text }).First).ToBeVisibleAsync();

    public ILocator Undo => Status.GetByRole(AriaRole.Button, new() { Name = "Undo" });

    public async ValueTask DisposeAsync()
    {
        foreach (var error in _errors)
            TestContext.Current.TestOutputHelper?.WriteLine($"Browser console: {error}");
        await _page.KeepScreenAsync($"last/{TestContext.Current.TestMethod?.MethodName}-{_page.ViewportSize?.Width}");
        await _context.DisposeAsync();
    }
}
