using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>From the administrator's registration to a person who gives a consent, loses it and gives it again: a real provider, a mail server that takes its tokens.</summary>
public sealed class OAuthTests(BrowserFixture fixture, OAuthBrowserFixture oauth) : IClassFixture<OAuthBrowserFixture>
{
    [Fact]
    public async Task SignIn_ThroughTheProvider_Revoked_AsksAgainAndGoesOn()
    {
        var anna = await oauth.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync(webmail: await oauth.WebmailAsync(fixture));
        visitor.Page.SetDefaultTimeout(Patience);
        await visitor.Page.GotoAsync("/login");
        await visitor.Page.KeepScreenAsync("oauth-login");
        await visitor.Page.ExpectAccessibleAsync();

        await ContinueAsync(visitor);
        await ConsentAsync(visitor, anna.Address);
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(2);

        await oauth.Provider.RevokeAsync(anna.Address);
        await oauth.Mail.DisconnectAsync(anna.Address);
        var again = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" });
        await Expect(again).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await visitor.Page.KeepScreenAsync("oauth-strip");
        await visitor.Page.GotoAsync("/settings/accounts");
        await visitor.Page.KeepScreenAsync("oauth-accounts");
        await visitor.Page.ExpectAccessibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Sign in again to {anna.Address}" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Account" })).ToHaveValueAsync(anna.Address);
        await ConsentAsync(visitor, "somebody-else@test.local");
        await Expect(visitor.Alert).ToContainTextAsync("Another mailbox was chosen");
        await visitor.Page.KeepScreenAsync("oauth-other-address");

        await visitor.Page.GotoAsync("/mail");
        await again.ClickAsync();
        await ConsentAsync(visitor, anna.Address);
        await visitor.ExpectStatusAsync("The mailbox goes on");
        await oauth.Mail.DeliverAsync(anna.Address, SampleMail.Create(7, 10, anna.Address));
        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(3, 60_000);
        visitor.Errors.ShouldNotContain(error => error.Contains("connect/authorize", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en-US", "Continue with Google", "Google was told not to give access")]
    [InlineData("ru-RU", "Войти через Google", "Google: доступ не разрешён")]
    public async Task Consent_Refused_IsSaid(string locale, string link, string refused)
    {
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone, locale, ColorScheme.Dark, await oauth.WebmailAsync(fixture));
        visitor.Page.SetDefaultTimeout(Patience);
        await visitor.Page.GotoAsync("/login");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        await visitor.Button("Deny").ClickAsync();
        await Expect(visitor.Alert).ToContainTextAsync(refused);
        await visitor.Page.KeepScreenAsync($"oauth-refused-{locale}");
        await visitor.Page.ExpectAccessibleAsync();
    }

    [Fact]
    public async Task Answer_OfTheProvider_OpenedInAnotherSession_AddsNothing()
    {
        var anna = await oauth.NewPersonAsync(1);
        var boris = await oauth.NewPersonAsync(1);
        var webmail = await oauth.WebmailAsync(fixture);
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        visitor.Page.SetDefaultTimeout(Patience);
        await visitor.SignInAsync(anna);
        await using var victim = await fixture.NewVisitorAsync(webmail: webmail);
        await victim.SignInAsync(boris);

        await visitor.Page.GotoAsync("/settings/accounts/add");
        await visitor.Page.KeepScreenAsync("oauth-add");
        await visitor.Page.ExpectAccessibleAsync();
        await ContinueAsync(visitor);
        await Expect(visitor.Button("Allow")).ToBeVisibleAsync();
        var answer = await OAuthServer.AnswerAsync(new Uri(visitor.Page.Url), anna.Address);
        await victim.Page.GotoAsync(answer.ToString());

        await Expect(victim.Alert).ToContainTextAsync("The way back was too long");
        await victim.Page.GotoAsync("/settings/accounts");
        await Expect(victim.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Add_ASecondMailboxThroughTheProvider_IsInTheList()
    {
        var anna = await oauth.NewPersonAsync(1);
        var second = await oauth.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync(webmail: await oauth.WebmailAsync(fixture));
        visitor.Page.SetDefaultTimeout(Patience);
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/settings/accounts/add");

        await ContinueAsync(visitor);
        await ConsentAsync(visitor, second.Address);

        await visitor.ExpectStatusAsync("The mailbox was added");
        await visitor.Page.GotoAsync("/mail/inbox");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(3, 60_000);
    }

    [Theory]
    [InlineData(ColorScheme.Light, Device.Desktop, "ru-RU")]
    [InlineData(ColorScheme.Dark, Device.Phone, "en-US")]
    public async Task Registrations_Page_NoViolations(ColorScheme theme, Device device, string locale)
    {
        await using var webmail = await fixture.StartWebmailAsync();
        await using var visitor = await fixture.NewVisitorAsync(device, locale, theme, webmail);
        visitor.Page.SetDefaultTimeout(Patience);
        await visitor.Page.SetUpAsync(webmail);
        await visitor.Page.GotoAsync("/admin/providers/oauth");
        await visitor.Page.KeepScreenAsync($"oauth-admin-{device}-{theme}".ToLowerInvariant());
        await visitor.Page.ExpectAccessibleAsync();
    }

    // The way to a provider and back is several servers long, each met for the first time.
    private const float Patience = 60_000;

    private static Task ContinueAsync(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Google" }).ClickAsync();

    private static async Task ConsentAsync(Visitor visitor, string address)
    {
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Account" }).FillAsync(address);
        await visitor.Button("Allow").ClickAsync();
    }
}
