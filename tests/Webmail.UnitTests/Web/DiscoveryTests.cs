using System.Net;
using System.Text.Json;

namespace Webmail.UnitTests.Web;

public sealed class DiscoveryTests(WebmailFactory webmail) : IClassFixture<WebmailFactory>
{
    [Fact]
    public async Task Find_KnownProvider_EndsWithItsServers()
    {
        using var browser = await webmail.NewSignedInBrowserAsync();

        var lines = await LinesAsync(browser, "anna@ya.ru");

        lines[0].GetProperty("way").GetString().ShouldBe("Preset");
        var end = lines[^1];
        (end.GetProperty("way").GetString(), end.GetProperty("found").GetBoolean()).ShouldBe(("", true));
        end.GetProperty("fact").GetString().ShouldBe("imap.yandex.com:993 · smtp.yandex.com:465");
    }

    [Theory]
    [InlineData("anna@tuta.io", "Tuta has neither IMAP nor SMTP.")]
    [InlineData("no address", "No servers found. You can enter them after sending the form.")]
    public async Task Find_NoServers_SaysWhy(string address, string said)
    {
        using var browser = await webmail.NewSignedInBrowserAsync();

        var end = (await LinesAsync(browser, address))[^1];

        (end.GetProperty("found").GetBoolean(), end.GetProperty("text").GetString()).ShouldBe((false, said));
    }

    [Fact]
    public async Task Find_NotSignedIn_401()
    {
        using var browser = webmail.NewBrowser();

        (await browser.GetAsync(new Uri("/api/discovery?address=anna@ya.ru", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SignIn_ProviderWithoutImap_SaysSoInItsWords()
    {
        using var browser = webmail.NewBrowser();

        using var response = await WebmailFactory.SignInAsync(browser, "anna@tuta.io", "secret");

        var page = await response.Content.ReadAsStringAsync();
        page.ShouldContain("Tuta lets no mail program in");
        page.ShouldContain("Tuta has neither IMAP nor SMTP.");
    }

    [Fact]
    public async Task TestPage_AccountOfNobody_404()
    {
        using var browser = await webmail.NewSignedInBrowserAsync();

        (await browser.GetAsync(new Uri("/settings/accounts/test?account=77", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(HttpClient browser, string address)
    {
        var answer = await browser.GetStringAsync(new Uri($"/api/discovery?address={Uri.EscapeDataString(address)}", UriKind.Relative));
        return [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }
}
