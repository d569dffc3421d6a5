using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>What a request for consent says beyond the standard. Without it some providers give nothing to renew the access with, or let nobody choose another mailbox.</summary>
public static class OAuthConsentParameters
{
    public static IReadOnlyDictionary<string, string> Of(string provider) => provider switch
    {
        OAuthProviders.Google => new Dictionary<string, string> { ["access_type"] = "offline", ["prompt"] = "consent" },
        OAuthProviders.MailRu => new Dictionary<string, string> { ["prompt"] = "consent", ["prompt_force"] = "1" },
        OAuthProviders.Microsoft => new Dictionary<string, string> { ["prompt"] = "select_account" },
        OAuthProviders.Yandex => new Dictionary<string, string> { ["force_confirm"] = "yes" },
        _ => new Dictionary<string, string> { ["prompt"] = "consent" },
    };
}
