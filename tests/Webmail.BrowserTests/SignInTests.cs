using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class SignInTests(BrowserFixture fixture)
{
    [Fact]
    public async Task SignIn_MailboxPassword_RealServerLogsIt()
    {
        var person = await fixture.NewPersonAsync(messages: 3);
        await using var visitor = await fixture.NewVisitorAsync();

        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(3);

        using var dovecot = Process.GetProcessById(fixture.Mail.DovecotPid);
        dovecot.ProcessName.ShouldBe("dovecot");
        (await File.ReadAllTextAsync(fixture.Mail.LogPath)).ShouldContain($"Login: user=<{person.Address}>");
    }

    [Fact]
    public async Task SignIn_WrongPassword_AlertThenRightOneWorks()
    {
        var person = await fixture.NewPersonAsync(messages: 1);
        await using var visitor = await fixture.NewVisitorAsync();

        await visitor.TrySignInAsync(person.Address, "not it");
        await Expect(visitor.Alert).ToContainTextAsync("password", new() { IgnoreCase = true });
        await visitor.Page.KeepScreenAsync("login-wrong-password");

        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(1);
    }

    [Fact]
    public async Task Mail_NotSignedIn_AsksToSignIn()
    {
        await using var visitor = await fixture.NewVisitorAsync();

        await visitor.Page.GotoAsync("/mail/inbox");

        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/login"));
        await Expect(visitor.Button("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignIn_WithoutScript_ReachesTheMail()
    {
        var person = await fixture.NewPersonAsync(messages: 2);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.Page.RouteAsync("**/*.js", route => route.AbortAsync());

        await visitor.TrySignInAsync(person.Address, person.Password);

        await visitor.Page.WaitForURLAsync(new Regex("/mail"));
        await Expect(visitor.Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
    }
}
