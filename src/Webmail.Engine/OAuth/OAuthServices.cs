using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Client;
using Polly;

namespace Webmail.Engine.OAuth;

/// <summary>Registers what gets, keeps and renews tokens. Where browsers come back to is added by whoever serves them.</summary>
internal static class OAuthServices
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);
    private const int MaxAnswerBytes = 1024 * 1024;

    public static IServiceCollection AddWebmailOAuth(this IServiceCollection services)
    {
        services
            .AddSingleton<OAuthRegistrations>()
            .AddHostedService<OAuthStartup>()
            .AddSingleton<OAuthClientSetup>()
            .AddSingleton<IConfigureOptions<OpenIddictClientOptions>>(provider => provider.GetRequiredService<OAuthClientSetup>())
            .AddSingleton<IOptionsChangeTokenSource<OpenIddictClientOptions>>(provider => provider.GetRequiredService<OAuthClientSetup>())
            .AddSingleton<ITokenRefresher, OpenIdTokenRefresher>()
            .AddSingleton<AccountCredentials>()
            .AddSingleton<OAuthServers>()
            .AddSingleton<OAuthMailboxes>();
        services.AddOpenIddict().AddClient(client =>
        {
            client.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
            // A state is bound to the browser by a cookie and good for a quarter of an hour; a code is redeemed once by the provider.
            client.DisableTokenStorage();
            client.UseWebProviders();
            client.UseSystemNetHttp()
                .SetProductInformation("Webmail", null)
                // One attempt: a refresh token sent twice may end the consent. The account tries again in its own time.
                .SetHttpResiliencePipeline(pipeline => pipeline.AddTimeout(AnswerTime))
                .ConfigureHttpClient(http => http.MaxResponseContentBufferSize = MaxAnswerBytes);
            client.AddEventHandler(AddressFromIdentityToken.Descriptor);
            client.AddEventHandler(TokenInMailRuQuery.Descriptor);
        });
        return services;
    }
}
