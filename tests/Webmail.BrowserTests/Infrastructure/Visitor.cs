using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>A person in front of a browser. Finds things as a screen reader does: by role and name only.</summary>
public sealed class Visitor(IBrowserContext context, IPage page, Words words) : IAsyncDisposable
{
    public IPage Page => page;

    public ILocator Main => page.GetByRole(AriaRole.Main);

    public ILocator List => page.GetByRole(AriaRole.Grid, new() { Name = words.Messages, Exact = true });

    public ILocator Rows => List.GetByRole(AriaRole.Row);

    public ILocator Article => page.GetByRole(AriaRole.Article);

    /// <summary>What is said in passing: “Message sent”, “Draft saved”, with its Undo.</summary>
    public ILocator Status => page.GetByRole(AriaRole.Status);

    public ILocator Alert => page.GetByRole(AriaRole.Alert);

    /// <summary>The composer: a dialog over the mail, a form in a window of its own.</summary>
    public ILocator Composer => page.GetByRole(AriaRole.Dialog, new() { Name = "New message" }).Or(page.GetByRole(AriaRole.Form, new() { Name = "New message" }));

    public ILocator ComposerText => Composer.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true });

    public IFrameLocator Body => page.GetByTitle("Message body").ContentFrame;

    public ILocator Row(string subject) => List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex(Regex.Escape(subject)) });

    public ILocator Folder(string name) => page.GetByRole(AriaRole.Treeitem, new() { NameRegex = new Regex($"^{Regex.Escape(name)}(,|$)") }).First;

    public ILocator Action(string name) => page.GetByRole(AriaRole.Toolbar, new() { Name = "Message actions" }).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Compose may be a link, so that it works before the page answers.</summary>
    public ILocator Compose => Button(words.Compose).Or(page.GetByRole(AriaRole.Link, new() { Name = words.Compose, Exact = true })).First;

    /// <summary>Fills the sign-in form and sends it, whatever the outcome.</summary>
    public async Task TrySignInAsync(string address, string password)
    {
        if (!page.Url.Contains("/login", StringComparison.Ordinal))
            await page.GotoAsync("/login");
        await page.GetByRole(AriaRole.Textbox, new() { Name = words.Address }).FillAsync(address);
        await page.GetByRole(AriaRole.Textbox, new() { Name = words.Password, Exact = true }).FillAsync(password);
        await Button(words.SignIn).ClickAsync();
    }

    /// <summary>Signs in and waits until the list answers.</summary>
    public async Task SignInAsync(MailUser person)
    {
        await TrySignInAsync(person.Address, person.Password);
        await page.WaitForURLAsync(new Regex("/mail"));
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
        await Expect(page.GetByRole(AriaRole.Article, new() { Name = subject })).ToBeVisibleAsync();
    }

    public Task ExpectStatusAsync(string text) => Expect(Status.Filter(new() { HasText = text }).First).ToBeVisibleAsync();

    public ILocator Undo => Status.GetByRole(AriaRole.Button, new() { Name = "Undo" });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
