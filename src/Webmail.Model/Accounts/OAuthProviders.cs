namespace Webmail.Model;

/// <summary>The providers whose sign-in pages we can send people to. The keys are stored, stand in addresses, and are those of the provider list.</summary>
public static class OAuthProviders
{
    public const string Google = "google";
    public const string Microsoft = "microsoft";
    public const string Yandex = "yandex";
    public const string MailRu = "mailru";

    /// <summary>Any OpenID Connect provider of one's own.</summary>
    public const string OpenId = "openid";

    /// <summary>In the order in which their buttons stand.</summary>
    public static IReadOnlyList<string> All { get; } = [Google, Microsoft, Yandex, MailRu, OpenId];

    /// <returns>Empty for a provider of one's own, which has the name the administrator gave it.</returns>
    public static string NameOf(string provider) => provider switch
    {
        Google => "Google",
        Microsoft => "Microsoft",
        Yandex => "Yandex",
        MailRu => "Mail.ru",
        _ => string.Empty,
    };
}
