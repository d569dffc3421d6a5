using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>From the one-time code in the log to a person whom the administrator let in and shut out again.</summary>
public sealed class AdministrationTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Administrator_AddsAndBlocksAPerson_WhoGetsInAndNoMore()
    {
        var boris = await fixture.NewPersonAsync(3);
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__SignIn__Mailbox", "false"));
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.TrySignInAsync(boris.Address, boris.Password);
        await Expect(visitor.Alert).ToBeVisibleAsync();

        await visitor.Page.SetUpAsync(webmail);
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

        await visitor.Page.SetUpAsync(webmail);
        await visitor.Page.GotoAsync("/admin/providers/new");
        await visitor.Page.Locator("input[name='Form.Name']").FillAsync("Warehouse");
        await visitor.Page.Locator("input[name='Form.ImapHost']").FillAsync("imap.warehouse.test");
        await visitor.Page.Locator("form.drawer-form button[type=submit]").First.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/admin/providers?*");
        string[] pages =
        [
            "admin", "admin/people/1", "admin/people/1/profile", "admin/people/1/sessions", "admin/people/1/activity", "admin/people/1/mailbox", "admin/people/1/delete", "admin/people/2/profile",
            "admin/people/new", "admin/people/invite", "admin/mailboxes", "admin/providers", "admin/providers/1", "admin/sign-in", "admin/audit", "settings", "no-such-page",
        ];
        foreach (var page in pages)
        {
            await visitor.Page.GotoAsync("/" + page);
            await visitor.Page.KeepScreenAsync($"{page.Replace('/', '-')}-{suffix}");
            await visitor.Page.ExpectAccessibleAsync();
        }
    }
}
