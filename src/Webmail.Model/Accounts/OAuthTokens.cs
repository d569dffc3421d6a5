namespace Webmail.Model;

/// <summary>What a provider gave when a person consented. Never logged: its text form hides the tokens.</summary>
/// <param name="Provider">Whose tokens they are: the key of its registration, such as google.</param>
/// <param name="AccessToken">Empty once the provider said that the consent is gone.</param>
/// <param name="RefreshToken">Null when the provider gave none, or the consent is gone.</param>
/// <param name="Obtained">When the access token was got.</param>
/// <param name="Expires">When it ends by itself; null when the provider did not say.</param>
public sealed record OAuthTokens(string Provider, string AccessToken, string? RefreshToken, DateTimeOffset Obtained, DateTimeOffset? Expires)
{
    /// <summary>What stands in the place of a server's words once the provider ended the consent: its own (RFC 6749 §5.2).</summary>
    public const string EndedWords = "invalid_grant";

    // Long enough for what a new connection does first, also where clocks differ.
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    /// <summary>The provider took the consent back: nothing helps but the person.</summary>
    public bool IsRevoked => AccessToken.Length == 0;

    /// <summary>True from five minutes before the end on, of a short-lived token from the last quarter of its life on.</summary>
    public bool IsEnding(DateTimeOffset now) => Expires is { } end && now >= end - Margin(end);

    public bool IsExpired(DateTimeOffset now) => Expires <= now;

    /// <summary>What is left to remember after the provider took the consent back.</summary>
    public OAuthTokens Revoked() => this with { AccessToken = string.Empty, RefreshToken = null };

    public override string ToString() => $"{Provider} (hidden)";

    private TimeSpan Margin(DateTimeOffset end) => (end - Obtained) / 4 is var quarter && quarter < LongestMargin ? quarter : LongestMargin;
}
