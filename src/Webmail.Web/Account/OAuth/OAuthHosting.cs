using Webmail.Web.Account.OAuth;

namespace Webmail.Web.Account;

/// <summary>Registers the way to providers and back.</summary>
internal static class OAuthHosting
{
    public static IServiceCollection AddWebmailConsent(this IServiceCollection services)
    {
        services.AddOpenIddict().AddClient(client =>
        {
            // The key ring in the data directory: a person at a provider's page while we start again still finds the way back.
            client.UseDataProtection();
            client.UseAspNetCore()
                .EnableRedirectionEndpointPassthrough()
                .EnableErrorPassthrough()
                // TLS is the reverse proxy's; providers demand it of every redirect address but one on localhost.
                .DisableTransportSecurityRequirement()
                .Configure(options =>
                {
                    options.CookieBuilder.Name = "webmail-consent";
                    // People come back by a link of the provider, never by a form.
                    options.CookieBuilder.SameSite = SameSiteMode.Lax;
                    options.CookieBuilder.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                });
        });
        services.AddSingleton<OAuthNotices>();
        services.AddSingleton<OAuthWays>();
        services.AddSingleton<OAuthAdministration>();
        services.AddScoped<OAuthReturn>();
        return services;
    }
}
