using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Webmail.TestKit.Servers;

/// <summary>
/// A provider of sign-ins of our own: a real OpenID Connect server with a page for the consent, rotating refresh tokens whose second use ends the consent,
/// and introspection for the mail server. On a loopback port; what it knows is gone with it.
/// </summary>
public sealed class OAuthServer : IAsyncDisposable
{
    public const string ClientId = "webmail";
    public const string ClientSecret = "the secret of webmail";
    public const string MailServerId = "dovecot";
    public const string MailServerSecret = "the secret of dovecot";

    /// <summary>What the tests type instead of a person's password at the provider.</summary>
    public const string Password = "yes, it is me";

    private readonly WebApplication _app;
    private readonly SqliteConnection _database;
    private readonly ConcurrentQueue<string> _refreshes = new();
    private int _tokenRequests;

    private OAuthServer(WebApplication app, SqliteConnection database, Uri address) => (_app, _database, Address) = (app, database, address);

    /// <summary>The issuer.</summary>
    public Uri Address { get; }

    /// <summary>Where the mail server asks what a token is worth.</summary>
    public Uri Introspection => new(Address, "connect/introspect");

    /// <summary>Answers nothing but 503 while set.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often anything was asked of the token endpoint, with whatever outcome.</summary>
    public int TokenRequests => Volatile.Read(ref _tokenRequests);

    /// <summary>Whose access was renewed, in the order in which it was.</summary>
    public IReadOnlyCollection<string> Refreshes => _refreshes;

    public static async Task<OAuthServer> StartAsync(OAuthServerOptions? options = null)
    {
        options ??= new OAuthServerOptions();
        var address = new Uri($"http://127.0.0.1:{FreePorts.Pick(1)[0].ToString(CultureInfo.InvariantCulture)}/");
        var database = new SqliteConnection("Data Source=:memory:");
        await database.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        builder.Services.AddDbContext<DbContext>(context => context.UseSqlite(database).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server => Configure(server, address, options));
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        var provider = new OAuthServer(app, database, address);
        app.Use(provider.AnswerUnlessDownAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], (Delegate)OAuthConsentPage.AnswerAsync);
        app.MapPost("/connect/token", (Delegate)provider.GrantAsync);
        await provider.PrepareAsync(options);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Lets browsers be sent back to an address of the product.</summary>
    public async Task AllowRedirectAsync(Uri redirect)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var client = await manager.FindByClientIdAsync(ClientId) ?? throw new InvalidOperationException("The client is missing");
        var descriptor = new OpenIddictApplicationDescriptor();
        await manager.PopulateAsync(descriptor, client);
        descriptor.RedirectUris.Add(redirect);
        await manager.UpdateAsync(client, descriptor);
    }

    /// <summary>What a person's consent gives, without a browser.</summary>
    public async Task<(string AccessToken, string RefreshToken, DateTimeOffset Expires)> ConsentAsync(string address)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password",
            ["client_id"] = ClientId,
            ["client_secret"] = ClientSecret,
            ["username"] = address,
            ["password"] = Password,
            ["scope"] = "openid email offline_access mail",
        });
        using var answer = await client.PostAsync(new Uri(Address, "connect/token"), form);
        var content = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(content.ToString());
        return (Text("access_token"), Text("refresh_token"), TimeProvider.System.GetUtcNow().AddSeconds(content.GetProperty("expires_in").GetInt32()));

        string Text(string name) => content.GetProperty(name).GetString() ?? throw new InvalidOperationException($"No {name}");
    }

    /// <summary>What the provider answers to a request for consent, without anybody being sent there.</summary>
    /// <param name="request">Address of the page of consent.</param>
    public static async Task<Uri> AnswerAsync(Uri request, string address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        var fields = QueryHelpers.ParseQuery(request.Query).ToDictionary(field => field.Key, field => field.Value.ToString());
        fields[OAuthConsentPage.Account] = address;
        fields[OAuthConsentPage.Answer] = "allow";
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri(request, request.AbsolutePath), form);
        return answer.Headers.Location ?? throw new InvalidOperationException("The provider sends nobody anywhere");
    }

    /// <summary>The person takes the consent back: neither access nor refresh tokens of theirs are good for anything from now on.</summary>
    public Task RevokeAsync(string address) => RevokeAsync(address, _ => true);

    /// <summary>The access tokens given so far end before their time; they can be renewed.</summary>
    public Task EndAccessAsync(string address) => RevokeAsync(address, type => type == TokenTypeIdentifiers.AccessToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder server, Uri address, OAuthServerOptions options)
    {
        server.SetIssuer(address);
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetIntrospectionEndpointUris("connect/introspect");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowPasswordFlow();
        server.RegisterScopes([Scopes.Email, Scopes.OfflineAccess, .. options.Scopes]);
        server.SetAccessTokenLifetime(options.AccessTokenLifetime);
        server.SetRefreshTokenReuseLeeway(TimeSpan.Zero);
        // Postfix cuts lines at 2048 bytes, and a token that says everything itself is longer.
        server.UseReferenceAccessTokens();
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
    }

    /// <summary>The person as the tokens tell of them: known by the address of their mailbox, which the mail server may read.</summary>
    internal static ClaimsPrincipal Person(string address, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, address).SetClaim(Claims.Email, address).SetClaim(Claims.Name, address);
        identity.SetScopes(scopes);
        identity.SetResources(MailServerId);
        identity.SetDestinations(claim => claim.Type is Claims.Email ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    private async Task PrepareAsync(OAuthServerOptions options)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var webmail = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = ClientSecret,
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.GrantTypes.Password,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email,
            },
        };
        webmail.Permissions.UnionWith(options.Scopes.Select(name => Permissions.Prefixes.Scope + name));
        await manager.CreateAsync(webmail);
        await manager.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = MailServerId,
            ClientSecret = MailServerSecret,
            Permissions = { Permissions.Endpoints.Introspection },
        });
    }

    private async Task<IResult> GrantAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a token request");
        if (request.IsPasswordGrantType())
            return request.Password == Password ? Grant(Person(request.Username ?? string.Empty, request.GetScopes())) : Results.Forbid(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        var granted = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal ?? throw new InvalidOperationException("A grant of nobody");
        var address = granted.GetClaim(Claims.Subject) ?? throw new InvalidOperationException("A grant of nobody");
        if (request.IsRefreshTokenGrantType())
            _refreshes.Enqueue(address);
        return Grant(Person(address, granted.GetScopes()));
    }

    private static IResult Grant(ClaimsPrincipal person) => Results.SignIn(person, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private async Task RevokeAsync(string address, Func<string?, bool> which)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        var tokens = new List<object>();
        await foreach (var token in manager.FindBySubjectAsync(address))
            tokens.Add(token);
        foreach (var token in tokens)
        {
            if (which(await manager.GetTypeAsync(token)))
                await manager.TryRevokeAsync(token);
        }
    }

    private Task AnswerUnlessDownAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/connect/token")
            Interlocked.Increment(ref _tokenRequests);
        if (!IsDown)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
