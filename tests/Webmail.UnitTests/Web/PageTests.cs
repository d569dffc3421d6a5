using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Webmail.UnitTests.Web;

public sealed class PageTests(WebmailFactory webmail) : IClassFixture<WebmailFactory>
{
    private const int LoginBudget = 30 * 1024;

    [Theory]
    // A passkey needs a few lines of script; the page works without them.
    [InlineData("/login", 1)]
    [InlineData("/setup", 0)]
    [InlineData("/nothing-here", 0)]
    public async Task Page_Static_HasPolicyAndHardlyAScript(string page, int scripts)
    {
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri(page, UriKind.Relative));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("object-src 'none'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var html = await response.Content.ReadAsStringAsync();
        Regex.Count(html, "<script").ShouldBe(scripts);
        Regex.Count(html, "<script src=\"[^\"]+/passkeys-\\w+\\.js\" type=\"module\"></script>").ShouldBe(scripts);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/setup")]
    public async Task Page_BeforeSignIn_IsWithinItsBudget(string page)
    {
        using var browser = webmail.NewBrowser();
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        browser.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        var total = (await browser.GetByteArrayAsync(new Uri(page, UriKind.Relative))).Length;
        foreach (Match link in Regex.Matches(html, "<link rel=\"(?:stylesheet|icon|manifest)\" href=\"(?<address>[^\"]+)\"|<script src=\"(?<address>[^\"]+)\""))
            total += (await browser.GetByteArrayAsync(new Uri(link.Groups["address"].Value, UriKind.Relative))).Length;

        total.ShouldBeLessThan(LoginBudget);
    }

    [Fact]
    public async Task Stylesheet_BrotliTaken_IsCompressedAndImmutable()
    {
        using var browser = webmail.NewBrowser();
        var html = await browser.GetStringAsync(new Uri("/login", UriKind.Relative));
        var address = Regex.Match(html, "rel=\"stylesheet\" href=\"(?<address>[^\"]+)\"").Groups["address"].Value;
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");

        using var response = await browser.GetAsync(new Uri(address, UriKind.Relative));

        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        response.Headers.CacheControl.ShouldNotBeNull().ToString().ShouldContain("immutable");
        response.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Theory]
    [InlineData("ru", "Вход в почту")]
    [InlineData("ru-RU,ru;q=0.9,en;q=0.8", "Вход в почту")]
    [InlineData("en", "Sign in to your mail")]
    [InlineData("fr", "Sign in to your mail")]
    public async Task Login_AcceptLanguage_DecidesTheLanguage(string accepted, string heading)
    {
        using var browser = webmail.NewBrowser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(accepted);

        (await browser.GetStringAsync(new Uri("/login", UriKind.Relative))).ShouldContain(heading);
    }

    [Fact]
    public async Task Language_Chosen_OverridesTheBrowser()
    {
        using var browser = webmail.NewBrowser();
        using var chosen = await browser.GetAsync(new Uri("/language/ru?returnUrl=/login", UriKind.Relative));

        chosen.Headers.Location.ShouldBe(new Uri("/login", UriKind.Relative));
        (await browser.GetStringAsync(new Uri("/login", UriKind.Relative))).ShouldContain("<html lang=\"ru\"");
    }

    [Fact]
    public async Task Page_Unknown_IsDesigned404()
    {
        using var browser = webmail.NewBrowser();

        using var response = await browser.GetAsync(new Uri("/nothing-here", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("There is nothing at this address");
    }

    [Fact]
    public async Task Form_WithoutToken_IsDesigned400()
    {
        using var browser = webmail.NewBrowser();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "login", ["Form.Address"] = "a@example.com" });

        using var response = await browser.PostAsync(new Uri("/login", UriKind.Relative), form);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("This form is no longer valid");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_Running_Ok(string probe)
    {
        using var browser = webmail.NewBrowser();

        (await browser.GetAsync(new Uri(probe, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
