using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Webmail.TestKit;

namespace Webmail.UnitTests.Strangers;

/// <summary>
/// Every address and every form of the application, asked for by a person whose object it names not and by nobody: refused, and nothing of the
/// owner's in the answer. An address or form without a line in the tables fails.
/// </summary>
public sealed partial class StrangerEndpointTests(StrangerWorld world) : IClassFixture<StrangerWorld>
{
    private static readonly HashSet<string> Open =
    [
        "GET /health/live", "GET /health/ready", "GET /language/{code}", "GET /login", "GET /login/second", "POST /passkeys/request", "GET /setup", "GET /invite/{Token}", "GET /problem/{Status:int}", "GET /not-found", "GET /pdf-view",
        "GET /oauth/{provider}/sign-in", "GET /oauth/callback/{provider}",
    ];

    /// <summary>Names nobody's object: what a person gets is their own.</summary>
    private static readonly HashSet<string> Personal =
    [
        "GET /", "POST /sign-out", "POST /passkeys/creation", "GET /mail", "GET /compose", "GET /api/people", "GET /api/discovery", "POST /api/drafts",
        "GET /settings", "GET /settings/profile", "GET /settings/accounts", "GET /settings/accounts/add", "GET /settings/queue", "GET /settings/security", "GET /settings/notifications", "GET /settings/senders",
        "GET /api/identities", "POST /api/identities", "POST /api/people/written-from", "GET /oauth/{provider}/add", "GET /oauth/{provider}/again",
    ];

    /// <summary>Shows a page to whoever is signed in; what stands in the address is looked up for them alone.</summary>
    private static readonly HashSet<string> Pages =
    [
        "GET /mail/{ViewName}", "GET /mail/{ViewName}/{MessageNumber:long}", "GET /message/{MessageNumber:long}", "GET /message/{MessageNumber:long}/{PartName}", "GET /compose/{DraftNumber:long}",
        "GET /settings/accounts/test", "GET /settings/accounts/{Id:long}",
    ];

    /// <summary>Names an object: for anybody but its owner it is not there.</summary>
    private static readonly HashSet<string> Owned =
    [
        "GET /api/messages/{id:long}/body", "GET /api/messages/{id:long}/parts/{part}", "GET /api/messages/{id:long}/parts/{part}/body", "GET /api/messages/{id:long}/raw",
        "GET /api/messages/{id:long}/parts/{part}/thumbnail", "GET /api/messages/{id:long}/parts/{part}/picture", "GET /api/messages/{id:long}/parts/{part}/text", "GET /api/messages/{id:long}/parts/{part}/pdf",
        "GET /api/messages/{id:long}/files.zip", "GET /api/messages/{id:long}/source", "GET /api/messages/{id:long}/headers", "GET /api/images/{token}",
        "GET /api/drafts/{id:long}", "PUT /api/drafts/{id:long}", "DELETE /api/drafts/{id:long}", "POST /api/drafts/{id:long}/restore", "POST /api/drafts/{id:long}/open",
        "POST /api/drafts/of/{message:long}", "POST /api/drafts/{id:long}/attachments", "DELETE /api/drafts/{id:long}/attachments/{file:long}", "GET /api/drafts/{id:long}/attachments/{file:long}",
        "POST /api/drafts/{id:long}/settle", "POST /api/drafts/{id:long}/attachments/of/{message:long}", "POST /api/drafts/{id:long}/send", "POST /api/outbox/{id:long}/undo",
    ];

    /// <summary>Answers the same whether the object exists: letting go of what one does not hold.</summary>
    private static readonly HashSet<string> Silent = ["POST /api/drafts/{id:long}/close"];

    /// <summary>Forms that name an object: the page, and what is posted to it.</summary>
    private Dictionary<string, (string Page, Dictionary<string, string> Fields)> ObjectForms => new()
    {
        ["remove"] = ("/settings/accounts", new() { ["Removed"] = world.Account.ToString() }),
        ["color-{account.Id}"] = ("/settings/accounts", new() { ["_handler"] = $"color-{world.Account}", ["Color"] = "5" }),
        ["pause-{account.Id}"] = ("/settings/accounts", new() { ["_handler"] = $"pause-{world.Account}" }),
        ["move-{account.Id}"] = ("/settings/accounts", new() { ["_handler"] = $"move-{world.Account}", ["Up"] = "true" }),
        ["account-name"] = ($"/settings/accounts/{world.Account}", new() { ["Name"] = "Stranger" }),
        ["account-folders"] = ($"/settings/accounts/{world.Account}", new() { ["Folders[Sent]"] = world.Folder.ToString() }),
        ["account-sending"] = ($"/settings/accounts/{world.Account}", new() { ["Sending.UserName"] = "a", ["Sending.Password"] = "b" }),
        ["account-same"] = ($"/settings/accounts/{world.Account}", []),
        ["notifications"] = ("/settings/notifications", new() { ["Accounts"] = world.Account.ToString(), ["Folders"] = world.Folder.ToString() }),
        ["test"] = ($"/settings/accounts/test?account={world.Account}", []),
        ["senders"] = ("/settings", new() { [$"Senders[{world.Account}]"] = "Stranger" }),
        ["trusted"] = ("/settings", new() { ["Distrusted"] = $"{StrangerWorld.Mark}@images.example" }),
        ["copy-{account.Id}"] = ("/settings/senders", new() { ["_handler"] = $"copy-{world.Account}", ["Copy"] = "Provider" }),
        ["delete-{id}"] = ("/settings/senders", new() { ["_handler"] = $"delete-{world.Identity}" }),
        ["sender"] = ($"/settings/senders?edit={world.Account}:{world.Identity}", new() { ["Form.Name"] = "Stranger", ["Form.Address"] = "stranger@example.org" }),
        ["queue"] = ("/settings/queue", new() { ["Queue.Drop"] = System.Text.Json.JsonSerializer.Serialize(world.Queued) }),
        ["end-{session.Id}"] = ("/settings/security", new() { ["_handler"] = $"end-{world.Session}" }),
        ["end-others"] = ("/settings/security", []),
    };

    /// <summary>Forms about the person who posts them.</summary>
    private static readonly HashSet<string> OwnForms =
        ["setup", "login", "accept", "second", "passkey", "passkey-{key.Id}", "second-on", "second-off", "renew-codes", "appearance", "time", "lists", "reading", "sending", "keys", "name", "password", "add"];

    private IReadOnlyList<string> Addresses =>
        [.. world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Names).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public async Task EveryAddress_AskedByAStranger_TellsNothingAndChangesNothing()
    {
        var problems = new List<string>();
        var before = await world.AnnsDataAsync();
        foreach (var name in Addresses)
        {
            // It ends the sign-in that the others are asked with.
            if (name == "POST /sign-out")
                continue;
            using var answer = await SendAsync(world.StrangersBrowser, name);
            if ((await answer.Content.ReadAsStringAsync()).Contains(StrangerWorld.Mark, StringComparison.OrdinalIgnoreCase))
                problems.Add($"{name} tells something");
            if (await world.AnnsDataAsync() is var after && after != before)
            {
                problems.Add($"{name} changes something");
                before = after;
            }

            if (name.Contains(" /admin", StringComparison.Ordinal) || Owned.Contains(name))
            {
                if (answer.StatusCode != HttpStatusCode.NotFound)
                    problems.Add($"{name} answers {answer.StatusCode}");
            }
            else if (!Open.Contains(name) && !Personal.Contains(name) && !Pages.Contains(name) && !Silent.Contains(name))
            {
                problems.Add($"{name} is new: say in this class whose it is");
            }
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryAddress_AskedByNobody_LeadsToSignIn()
    {
        var problems = new List<string>();
        using var browser = world.NobodysBrowser();
        foreach (var name in Addresses.Where(name => !Open.Contains(name) && name is not ("POST /sign-out" or "POST /passkeys/creation")))
        {
            using var answer = await SendAsync(browser, name);
            var isRefused = name.Contains(" /api", StringComparison.Ordinal)
                ? answer.StatusCode == HttpStatusCode.Unauthorized
                : answer.Headers.Location?.ToString().Contains("/login", StringComparison.Ordinal) == true;
            if (!isRefused)
                problems.Add($"{name} answers {answer.StatusCode}");
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Addresses_OfObjects_AreThereForTheOwner()
    {
        var missing = new List<string>();
        foreach (var name in Owned.Where(name => name.StartsWith("GET", StringComparison.Ordinal) && !name.Contains("{token}", StringComparison.Ordinal)))
        {
            using var answer = await SendAsync(world.AnnsBrowser, name);
            // Its mailbox is switched off: what was not fetched is not here, but it is hers.
            if (answer.StatusCode == HttpStatusCode.NotFound && !name.Contains("/parts/", StringComparison.Ordinal) && !name.EndsWith(".zip", StringComparison.Ordinal) && !name.EndsWith("/body", StringComparison.Ordinal))
                missing.Add(name);
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forms_PostedByAStranger_ChangeNothing()
    {
        var forms = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Webmail.Web", "Components"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => FormName().Matches(File.ReadAllText(file)).Select(match => (IsAdmin: file.Contains("/Admin/", StringComparison.Ordinal), Name: match.Groups["name"].Value)))
            .ToList();
        forms.Count.ShouldBeGreaterThan(30);
        // Of administration not even the page is there.
        forms.Where(form => !form.IsAdmin && !OwnForms.Contains(form.Name) && !ObjectForms.ContainsKey(form.Name)).Select(form => $"{form.Name} is new: say in this class whose it is").ShouldBeEmpty();

        var before = await world.AnnsDataAsync();
        foreach (var (name, (page, fields)) in ObjectForms)
        {
            fields.TryAdd("_handler", name);
            // The token of any page of the stranger's does.
            var html = await world.StrangersBrowser.GetStringAsync(new Uri("/settings", UriKind.Relative));
            fields["__RequestVerificationToken"] = Token().Match(html).Groups["token"].Value;
            using var form = new FormUrlEncodedContent(fields);
            using var answer = await world.StrangersBrowser.PostAsync(new Uri(page, UriKind.Relative), form);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain(StrangerWorld.Mark, Case.Insensitive, name);
            (await world.AnnsDataAsync()).ShouldBe(before, name);
        }

        (await world.AnnsBrowser.GetAsync(new Uri("/settings", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, "her session goes on");
    }

    private static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText?.Trim('/');
        if (pattern.StartsWith("/_", StringComparison.Ordinal) || endpoint.Metadata.Any(data => data.GetType().Name is "StaticAssetDescriptor"))
            yield break;
        // A page is asked for and its forms are posted to the same address: they have a table of their own.
        if (endpoint.Metadata.Any(data => data.GetType().Name == "ComponentTypeMetadata"))
            yield return $"GET {pattern}";
        else
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                yield return $"{method} {pattern}";
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient browser, string name)
    {
        var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
        var address = Place().Replace(pattern, match => match.Groups["name"].Value switch
        {
            "id" or "Number" or "MessageNumber" or "message" when pattern.Contains("message", StringComparison.OrdinalIgnoreCase) || pattern.Contains("/mail", StringComparison.Ordinal) => world.Message.ToString(),
            "id" when pattern.Contains("outbox", StringComparison.Ordinal) => world.Item.ToString(),
            "id" or "DraftNumber" when !pattern.Contains("/admin", StringComparison.Ordinal) => world.Draft.ToString(),
            "message" => world.Message.ToString(),
            "file" => world.File.ToString(CultureInfo.InvariantCulture),
            "Id" when pattern.Contains("accounts", StringComparison.Ordinal) => world.Account.ToString(),
            "Id" or "id" => world.Ann.ToString(),
            "ViewName" => world.Folder.ToString(),
            "Number" => "1",
            "Status" => "404",
            "code" => "en",
            _ => "1",
        });
        var query = pattern switch
        {
            "/api/people" => "?q=" + StrangerWorld.Mark,
            "/api/discovery" => "?address=a@gmail.com",
            "/settings/accounts/test" => $"?account={world.Account}",
            _ when pattern.EndsWith("/settle", StringComparison.Ordinal) => "?keep=Mine",
            "/oauth/{provider}/again" => $"?account={world.Account}",
            _ when pattern.EndsWith("/open", StringComparison.Ordinal) || pattern.EndsWith("/close", StringComparison.Ordinal) => "?editor=e",
            _ when pattern.EndsWith("/attachments", StringComparison.Ordinal) => "?name=a.txt",
            _ => string.Empty,
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address + query, UriKind.Relative));
        if (method is "POST" or "PUT")
        {
            request.Content = pattern switch
            {
                "/sign-out" => new FormUrlEncodedContent([]),
                "/api/identities" => Json($$"""{"account":{{world.Account}},"address":"stranger@example.org"}"""),
                "/api/people/written-from" => Json($$"""{"account":{{world.Account}},"to":"somebody@example.org"}"""),
                "/api/drafts" => Json($$"""{"kind":0,"original":{{world.Message}},"account":{{world.Account}}}"""),
                _ when method == "PUT" => Json($$"""{"account":{{world.Account}},"to":"","cc":"","bcc":"","subject":"s","text":"t","version":1}"""),
                _ => new ByteArrayContent([1]),
            };
        }

        if (method != "GET" && pattern != "/sign-out")
        {
            // A circuit's page carries the token; without one the call is refused before it is looked at.
            var html = await browser.GetAsync(new Uri("/compose", UriKind.Relative));
            request.Headers.Add("RequestVerificationToken", MetaToken().Match(await html.Content.ReadAsStringAsync()).Groups["token"].Value);
        }

        return await browser.SendAsync(request);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(:\w+)?\??\}")]
    private static partial Regex Place();

    [GeneratedRegex("@formname=\"(@\\(\\$\")?(?<name>[^\"]+?)\"")]
    private static partial Regex FormName();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"request-token\" content=\"(?<token>[^\"]+)\"")]
    private static partial Regex MetaToken();
}
