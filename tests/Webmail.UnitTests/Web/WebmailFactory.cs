using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data.Entities;

namespace Webmail.UnitTests.Web;

/// <summary>The web application in this process, on a data directory of its own.</summary>
public sealed partial class WebmailFactory : IDisposable
{
    public const string Password = "correct horse battery";
    private readonly string _directory = Directory.CreateTempSubdirectory("webmail-web-").FullName;
    private readonly WebApplicationFactory<Program> _application;

    public WebmailFactory() => _application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
        .UseEnvironment("Production")
        // Nobody answers there: no test asks the network about a domain.
        .UseSetting("Webmail:Network:NameServers:0", "127.0.0.1:9")
        .UseSetting("Webmail:DataDirectory", _directory));

    public IServiceProvider Services => _application.Services;

    /// <summary>A browser with its own cookies; does not follow redirects.</summary>
    public HttpClient NewBrowser() => _application.CreateClient(new WebApplicationFactoryClientOptions
    {
        BaseAddress = new Uri("https://localhost"),
        AllowAutoRedirect = false,
    });

    /// <summary>A person with a local password; returns their login.</summary>
    public async Task<string> AddPersonAsync(bool isAdmin = false)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var person = new AppUser { UserName = $"{Guid.NewGuid():N}@example.com", DisplayName = "Somebody" };
        (await users.CreateAsync(person, Password)).Succeeded.ShouldBeTrue();
        if (isAdmin)
            (await users.AddToRoleAsync(person, "Admin")).Succeeded.ShouldBeTrue();
        return person.UserName;
    }

    public async Task<HttpClient> NewSignedInBrowserAsync(bool isAdmin = false)
    {
        var browser = NewBrowser();
        using var response = await SignInAsync(browser, await AddPersonAsync(isAdmin), Password);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string login, string password, string page = "/login") =>
        await PostAsync(browser, page, new() { ["_handler"] = "login", ["Form.Address"] = login, ["Form.Password"] = password });

    /// <summary>Opens a page and posts its form.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, Dictionary<string, string> fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        fields["__RequestVerificationToken"] = TokenPattern().Match(html).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(new Uri(page, UriKind.Relative), form);
    }

    public void Dispose()
    {
        _application.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenPattern();
}
