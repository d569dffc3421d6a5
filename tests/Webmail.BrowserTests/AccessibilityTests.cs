using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class AccessibilityTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(ColorScheme.Light, Device.Desktop)]
    [InlineData(ColorScheme.Dark, Device.Phone)]
    public async Task Screens_WithMail_NoViolations(ColorScheme theme, Device device)
    {
        var person = await fixture.NewPersonAsync(30);
        var suffix = $"{device}-{theme}".ToLowerInvariant();
        await using var visitor = await fixture.NewVisitorAsync(device, theme: theme);

        await visitor.Page.GotoAsync("/login");
        await visitor.Page.KeepScreenAsync($"login-{suffix}");
        await visitor.Page.ExpectAccessibleAsync();

        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(30);
        await visitor.Page.KeepScreenAsync($"list-{suffix}");
        await visitor.Page.ExpectAccessibleAsync();

        await visitor.OpenAsync(SampleMail.Subject(20));
        await Expect(visitor.Body.GetByText("Ref: 000020").First).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync($"read-{suffix}");
        await visitor.Page.ExpectAccessibleAsync();

        await visitor.Page.GotoAsync("/mail/inbox");
        await visitor.ReadyAsync();
        await visitor.Compose.ClickAsync();
        await Expect(visitor.ComposerText).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync($"compose-{suffix}");
        await visitor.Page.ExpectAccessibleAsync();
    }
}
