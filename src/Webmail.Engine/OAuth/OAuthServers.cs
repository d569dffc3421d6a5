using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>Which servers a provider's tokens are for. A token is never shown to a server that discovery found, only to one that is known or configured to take it.</summary>
public sealed class OAuthServers(ProviderPresets presets)
{
    /// <summary>The preset of the address if it takes these tokens, else the one that hosts other people's domains at this provider.</summary>
    /// <returns>Null when no server is known to take them.</returns>
    public ProviderPreset? Find(string provider, string address) =>
        presets.Find(address) is { } known && known.OAuth == provider ? known : Host(provider) is { } id ? presets.FindById(id) : null;

    private static string? Host(string provider) => provider switch
    {
        OAuthProviders.Google => "gmail",
        OAuthProviders.Microsoft => "office365",
        OAuthProviders.Yandex => "yandex",
        OAuthProviders.MailRu => "mailru",
        _ => null,
    };
}
