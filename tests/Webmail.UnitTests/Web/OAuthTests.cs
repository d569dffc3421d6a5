using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Client;
using Webmail.Engine.OAuth;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Web;

/// <summary>Where people are sent, with what, and who is not.</summary>
public sealed class OAuthTests(WebmailFactory webmail) : IClassFixture<WebmailFactory>
{
    [Theory]
    [InlineData("yandex", "https://oauth.yandex.ru/authorize", "login:email mail:imap_full mail:smtp", "force_confirm", "yes")]
    [InlineData("mailru", "https://oauth.mail.ru/login", "openid userinfo mail.imap offline_access", "prompt_force", "1")]
    public async Task SignIn_RegisteredProvider_LeadsThereWithPkceAndWhatItNeeds(string provider, string page, string scopes, string name, string value)
    {
        await RegisterAsync(provider);
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri($"/oauth/{provider}/sign-in", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var location = response.Headers.Location.ShouldNotBeNull();
        location.GetLeftPart(UriPartial.Path).ShouldBe(page);
        var query = QueryHelpers.ParseQuery(location.Query);
        query["response_type"].ToString().ShouldBe("code");
        query["client_id"].ToString().ShouldBe("client");
        query["redirect_uri"].ToString().ShouldBe($"https://localhost/oauth/callback/{provider}");
        query["scope"].ToString().Split(' ').ShouldBe(scopes.Split(' '), ignoreOrder: true);
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["state"].ToString().ShouldNotBeEmpty();
        query[name].ToString().ShouldBe(value);
        location.Query.ShouldNotContain("secret");
        response.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.Contains("webmail-consent", StringComparison.Ordinal) && cookie.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    [InlineData("consumers")]
    public async Task Registration_Microsoft_IsOfTheTenant(string tenant)
    {
        await RegisterAsync("microsoft", tenant: tenant);

        var registration = await webmail.Services.GetRequiredService<OpenIddictClientService>().GetClientRegistrationByIdAsync("microsoft");

        registration.Issuer.ShouldNotBeNull().ToString().ShouldBe($"https://login.microsoftonline.com/{tenant}/v2.0");
        registration.Scopes.ShouldContain("https://outlook.office.com/IMAP.AccessAsUser.All");
        registration.Scopes.ShouldContain("offline_access");
    }

    [Fact]
    public async Task Registration_Changed_IsInForceAtOnce()
    {
        await RegisterAsync("google");
        var client = webmail.Services.GetRequiredService<OpenIddictClientService>();
        (await client.GetClientRegistrationByIdAsync("google")).ClientId.ShouldBe("client");

        await RegisterAsync("google", clientId: "another");

        (await client.GetClientRegistrationByIdAsync("google")).ClientId.ShouldBe("another");
    }

    [Fact]
    public async Task SignIn_NotForSigningIn_DoesNotExist()
    {
        await RegisterAsync("openid", signsIn: false);
        using var browser = webmail.NewBrowser();

        (await browser.GetAsync(new Uri("/oauth/openid/sign-in", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync(new Uri("/oauth/nobody/sign-in", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/oauth/google/add")]
    [InlineData("/oauth/google/again?account=1")]
    [InlineData("/admin/providers/oauth")]
    public async Task Mailbox_NotSignedIn_LeadsToSignIn(string address)
    {
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldContain("/login?returnUrl=");
    }

    [Fact]
    public async Task Again_SomebodyElsesMailbox_DoesNotExist()
    {
        await RegisterAsync("google");
        using var browser = await webmail.NewSignedInBrowserAsync();

        (await browser.GetAsync(new Uri("/oauth/google/again?account=1", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SignIn_ProviderDown_IsSaidOnThePage()
    {
        await using var provider = await OAuthServer.StartAsync();
        provider.IsDown = true;
        await RegisterAsync("openid", issuer: provider.Address.ToString());
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri("/oauth/openid/sign-in", UriKind.Relative));

        (await browser.GetStringAsync(response.Headers.Location.ShouldNotBeNull())).ShouldContain("Ours cannot be reached");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=stolen&state=made-up")]
    [InlineData("?error=access_denied")]
    public async Task Callback_WithoutOurState_SaysThatItIsTooLate(string query)
    {
        await RegisterAsync("yandex");
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri("/oauth/callback/yandex" + query, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = response.Headers.Location.ShouldNotBeNull();
        page.ToString().ShouldStartWith("/login?notice=");
        (await browser.GetStringAsync(page)).ShouldContain("The way back was too long");
    }

    [Fact]
    public async Task Notice_MadeUp_IsNotShown()
    {
        using var browser = webmail.NewBrowser();

        (await browser.GetStringAsync(new Uri("/login?notice=Your+account+is+blocked", UriKind.Relative))).ShouldNotContain("role=\"alert\"");
    }

    [Fact]
    public async Task Administrator_SavesARegistration_TheSecretIsNeverShownAgain()
    {
        using var browser = await webmail.NewSignedInBrowserAsync(isAdmin: true);

        using var response = await WebmailFactory.PostAsync(browser, "/admin/providers/oauth", new() { ["_handler"] = "oauth-mailru-save", ["Form.ClientId"] = "from the page", ["Form.ClientSecret"] = "never shown" });

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var stored = webmail.Services.GetRequiredService<OAuthRegistrations>().Find("mailru").ShouldNotBeNull();
        (stored.ClientId, stored.ClientSecret, stored.SignsIn).ShouldBe(("from the page", "never shown", false));
        var page = await browser.GetStringAsync(new Uri("/admin/providers/oauth", UriKind.Relative));
        page.ShouldContain("from the page");
        page.ShouldContain("https://localhost/oauth/callback/mailru");
        page.ShouldNotContain("never shown");
    }

    [Theory]
    [InlineData("http://login.example.com/")]
    [InlineData("not an address")]
    public async Task Administrator_IssuerWithoutTls_IsRefused(string issuer)
    {
        using var browser = await webmail.NewSignedInBrowserAsync(isAdmin: true);

        using var response = await WebmailFactory.PostAsync(browser, "/admin/providers/oauth", new() { ["_handler"] = "oauth-openid-save", ["Form.ClientId"] = "id", ["Form.ClientSecret"] = "secret", ["Form.Name"] = "Ours", ["Form.Issuer"] = issuer });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
    }

    private Task RegisterAsync(string provider, string clientId = "client", string tenant = "", string issuer = "https://login.example.com/", bool signsIn = true) =>
        webmail.Services.GetRequiredService<OAuthRegistrations>().SaveAsync(
            new OAuthRegistration(provider, clientId, "the secret", "Ours", provider == "openid" ? issuer : "", tenant, "", signsIn), CancellationToken.None);
}
