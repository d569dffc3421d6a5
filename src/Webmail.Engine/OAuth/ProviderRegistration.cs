using OpenIddict.Abstractions;
using OpenIddict.Client;
using OpenIddict.Client.WebIntegration;
using Webmail.Model;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Client.WebIntegration.OpenIddictClientWebIntegrationConstants;

namespace Webmail.Engine.OAuth;

/// <summary>What we ask of each provider, and where.</summary>
internal static class ProviderRegistration
{
    private const string DefaultTenant = "common";

    /// <param name="issuer">Takes the place of the provider's own endpoints; null for those.</param>
    public static OpenIddictClientRegistration Create(OAuthRegistration stored, Uri? issuer)
    {
        var registration = new OpenIddictClientRegistration
        {
            RegistrationId = stored.Provider,
            ProviderName = stored.Provider,
            ClientId = stored.ClientId,
            ClientSecret = stored.ClientSecret.Length > 0 ? stored.ClientSecret : null,
            // An address for each provider: an answer of one is never taken for an answer of another (RFC 9700 §4.4.2).
            RedirectUri = new Uri(OAuthAddresses.CallbackOf(stored.Provider), UriKind.Relative),
        };
        registration.Scopes.UnionWith(Scopes(stored));
        // We have a session at the server and no use for another place to keep one.
        registration.GrantTypes.UnionWith([GrantTypes.AuthorizationCode, GrantTypes.RefreshToken]);
        registration.ResponseTypes.Add(ResponseTypes.Code);
        if (issuer is not null || stored.Provider == OAuthProviders.OpenId)
            registration.Issuer = issuer ?? new Uri(stored.Issuer, UriKind.Absolute);
        else
            Know(registration, stored);
        return registration;
    }

    /// <summary>The access to mail, and the address of who gives it: the mail server wants both to belong together.</summary>
    private static IEnumerable<string> Scopes(OAuthRegistration stored) => stored.Provider switch
    {
        OAuthProviders.Google => ["openid", "email", "https://mail.google.com/"],
        OAuthProviders.Microsoft => ["openid", "email", "profile", "offline_access", "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send"],
        OAuthProviders.Yandex => ["login:email", "mail:imap_full", "mail:smtp"],
        OAuthProviders.MailRu => ["openid", "userinfo", "mail.imap", "offline_access"],
        _ => ["openid", "email", "offline_access", .. stored.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };

    private static void Know(OpenIddictClientRegistration registration, OAuthRegistration stored)
    {
        switch (stored.Provider)
        {
            case OAuthProviders.Google:
                (registration.ProviderType, registration.ProviderSettings) = (ProviderTypes.Google, new OpenIddictClientWebIntegrationSettings.Google());
                break;
            case OAuthProviders.Microsoft:
                (registration.ProviderType, registration.ProviderSettings) = (ProviderTypes.Microsoft, new OpenIddictClientWebIntegrationSettings.Microsoft { Tenant = stored.Tenant.Length > 0 ? stored.Tenant : DefaultTenant });
                break;
            case OAuthProviders.Yandex:
                (registration.ProviderType, registration.ProviderSettings) = (ProviderTypes.Yandex, new OpenIddictClientWebIntegrationSettings.Yandex());
                // As OpenIddict knows them, and with PKCE, which Yandex understands.
                registration.Issuer = new Uri("https://oauth.yandex.ru/");
                registration.Configuration = Endpoints("https://oauth.yandex.ru/authorize", "https://oauth.yandex.ru/token", "https://login.yandex.ru/info");
                break;
            case OAuthProviders.MailRu:
                registration.Issuer = new Uri("https://oauth.mail.ru/");
                // It describes its endpoints nowhere, and an identity token of it could not be checked: the address comes from its own page of the person.
                registration.Configuration = Endpoints("https://oauth.mail.ru/login", "https://oauth.mail.ru/token", "https://oauth.mail.ru/userinfo");
                break;
            default:
                throw new InvalidOperationException($"Unknown provider {stored.Provider}");
        }
    }

    private static OpenIddictConfiguration Endpoints(string authorization, string token, string person)
    {
        var configuration = new OpenIddictConfiguration
        {
            AuthorizationEndpoint = new Uri(authorization),
            TokenEndpoint = new Uri(token),
            UserInfoEndpoint = new Uri(person),
        };
        configuration.CodeChallengeMethodsSupported.Add(CodeChallengeMethods.Sha256);
        configuration.GrantTypesSupported.UnionWith([GrantTypes.AuthorizationCode, GrantTypes.RefreshToken]);
        configuration.ResponseTypesSupported.Add(ResponseTypes.Code);
        configuration.ResponseModesSupported.Add(ResponseModes.Query);
        configuration.TokenEndpointAuthMethodsSupported.Add(ClientAuthenticationMethods.ClientSecretPost);
        return configuration;
    }
}
