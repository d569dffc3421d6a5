namespace Webmail.Engine.OAuth;

/// <summary>Where browsers go for a consent, and where providers send them back to.</summary>
public static class OAuthAddresses
{
    private const string Callback = "oauth/callback/";

    /// <summary>The redirect address of a provider, below the address of this installation.</summary>
    public static string CallbackOf(string provider) => Callback + provider;
}
