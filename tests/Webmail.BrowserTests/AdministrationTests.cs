using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Product;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>From the one-time code in the log to a person whom the administrator let in and shut out again.</summary>
public sealed class AdministrationTests(BrowserFixture fixture)
{
    private const string Login = "admin@company.test";
    private const string Password = "a long local password";

    [Fact]
    public async Task Administrator_AddsAndBlocksAPerson_WhoGetsInAndNoMore()
    {
        var boris = await fixture.NewPersonAsync(3);
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__SignIn__Mailbox", "false"));
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.TrySignInAsync(boris.Address, boris.Password);
        await Expect(visitor.Alert).ToBeVisibleAsync();

        await SetUpAsync(visitor.Page, webmail);
        await visitor.Page.GotoAsync("/admin");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Add person" }).First.ClickAsync();
        var form = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add person" });
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("Boris Demidov");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(boris.Address);
        await form.GetByLabel("Mailbox password").FillAsync(boris.Password);
        await form.GetByRole(AriaRole.Button, new() { Name = "Test and add" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Boris Demidov" })).ToBeVisibleAsync();

        await using var boriss = await fixture.NewVisitorAsync(webmail: webmail);
        await boriss.SignInAsync(boris);
        await boriss.ExpectCountAsync(3);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Block person" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Unblock" })).ToBeVisibleAsync();
        await using var again = await fixture.NewVisitorAsync(webmail: webmail);
        await again.TrySignInAsync(boris.Address, boris.Password);
        await Expect(again.Alert).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Administration_OrdinaryPerson_DoesNotExist()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        var answer = await visitor.Page.GotoAsync("/admin");

        answer.ShouldNotBeNull().Status.ShouldBe(404);
    }

    [Theory]
    [InlineData(ColorScheme.Light, Device.Desktop, "ru-RU")]
    [InlineData(ColorScheme.Dark, Device.Phone, "en-US")]
    public async Task Pages_WithPeople_NoViolations(ColorScheme theme, Device device, string locale)
    {
        var boris = await fixture.NewPersonAsync(1);
        await using var webmail = await fixture.StartWebmailAsync();
        await using (var other = await fixture.NewVisitorAsync(webmail: webmail))
            await other.SignInAsync(boris);
        await using var visitor = await fixture.NewVisitorAsync(device, locale, theme, webmail);
        var suffix = $"{device}-{theme}".ToLowerInvariant();
        await visitor.Page.GotoAsync("/setup");
        await visitor.Page.KeepScreenAsync($"setup-{suffix}");
        await visitor.Page.ExpectAccessibleAsync();

        await SetUpAsync(visitor.Page, webmail);
        foreach (var page in new[] { "admin", "admin/people/1", "admin/people/2", "admin/people/add", "admin/providers", "settings", "no-such-page" })
        {
            await visitor.Page.GotoAsync("/" + page);
            await visitor.Page.KeepScreenAsync($"{page.Replace('/', '-')}-{suffix}");
            await visitor.Page.ExpectAccessibleAsync();
        }
    }

    private static async Task SetUpAsync(IPage page, WebmailProcess webmail)
    {
        await page.GotoAsync("/setup");
        await page.Locator("input[name='Form.Code']").FillAsync(webmail.SetupCode.ShouldNotBeNull());
        await page.Locator("input[name='Form.Name']").FillAsync("The Administrator");
        await page.Locator("input[name='Form.Login']").FillAsync(Login);
        await page.Locator("input[name='Form.Password']").FillAsync(Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }
}
