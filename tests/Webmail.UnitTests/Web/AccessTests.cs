using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Webmail.Web.Hosting;

namespace Webmail.UnitTests.Web;

public sealed class AccessTests(WebmailFactory webmail) : IClassFixture<WebmailFactory>
{
    [Fact]
    public void Page_Any_SaysWhoMaySeeIt() =>
        typeof(WebmailOptions).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes<RouteAttribute>().Any())
            .Where(type => !type.GetCustomAttributes<AuthorizeAttribute>().Any() && !type.GetCustomAttributes<AllowAnonymousAttribute>().Any())
            .ShouldBeEmpty();

    [Theory]
    [InlineData("/settings")]
    [InlineData("/admin/people")]
    [InlineData("/mail/inbox")]
    public async Task Page_NotSignedIn_LeadsToSignInAndBack(string page)
    {
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri(page, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location.ShouldNotBeNull().PathAndQuery.ShouldBe($"/login?returnUrl={Uri.EscapeDataString(page)}");
    }

    [Fact]
    public async Task Api_NotSignedIn_401WithoutRedirect()
    {
        using var browser = webmail.NewBrowser();

        (await browser.GetAsync(new Uri("/api/people?q=a", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Api_ChangeWithoutToken_400()
    {
        using var browser = await webmail.NewSignedInBrowserAsync();
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        (await browser.PostAsync(new Uri("/api/drafts", UriKind.Relative), content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Administration_Role_DecidesWhetherItExists(bool isAdmin, HttpStatusCode expected)
    {
        using var browser = await webmail.NewSignedInBrowserAsync(isAdmin);

        (await browser.GetAsync(new Uri("/admin/people", UriKind.Relative))).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task SignIn_LocalPassword_CookieHasTheHostPrefix()
    {
        using var browser = webmail.NewBrowser();

        using var response = await WebmailFactory.SignInAsync(browser, await webmail.AddPersonAsync(), WebmailFactory.Password);

        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("__Host-webmail=", StringComparison.Ordinal));
        cookie.ShouldContain("secure", Case.Insensitive);
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_ForeignReturnAddress_LeadsToMail(string address)
    {
        using var browser = webmail.NewBrowser();

        using var response = await WebmailFactory.SignInAsync(browser, await webmail.AddPersonAsync(), WebmailFactory.Password, $"/login?returnUrl={Uri.EscapeDataString(address)}");

        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/mail");
    }

    [Fact]
    public async Task SignIn_TenWrongPasswords_RightOneIsTurnedAwayToo()
    {
        using var browser = webmail.NewBrowser();
        var login = await webmail.AddPersonAsync();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var refused = await WebmailFactory.SignInAsync(browser, login, "not it");
            (await refused.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
        }

        using var response = await WebmailFactory.SignInAsync(browser, login, WebmailFactory.Password);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Too many attempts");
    }

    [Fact]
    public async Task SignOut_Posted_EndsTheSignIn()
    {
        using var browser = await webmail.NewSignedInBrowserAsync();
        var html = await browser.GetStringAsync(new Uri("/settings", UriKind.Relative));
        var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"").Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });

        using var response = await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), form);

        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/login");
        (await browser.GetAsync(new Uri("/settings", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Appearance_Saved_IsOnThePageAtOnce()
    {
        using var browser = await webmail.NewSignedInBrowserAsync();

        using var response = await WebmailFactory.PostAsync(browser, "/settings", new() { ["_handler"] = "appearance", ["Appearance.Theme"] = "dark", ["Appearance.Language"] = "ru" });

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetStringAsync(new Uri("/settings", UriKind.Relative))).ShouldContain("<html lang=\"ru\" data-theme=\"dark\"");
    }
}
