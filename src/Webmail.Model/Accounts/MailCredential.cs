namespace Webmail.Model;

/// <summary>What proves to a mail server who we are. Never logged: its text form hides the secret.</summary>
/// <param name="Kind">How the secret is presented.</param>
/// <param name="Secret">A password or an access token.</param>
public sealed record MailCredential(CredentialKind Kind, string Secret)
{
    /// <summary>Where the access token came from and how the next one is got; null for a password.</summary>
    public OAuthTokens? Tokens { get; private init; }

    public static MailCredential Of(OAuthTokens tokens) => new(CredentialKind.AccessToken, tokens.AccessToken) { Tokens = tokens };

    public override string ToString() => $"{Kind} (hidden)";
}

/// <summary>How a secret is presented to a mail server.</summary>
public enum CredentialKind
{
    /// <summary>SASL PLAIN, else LOGIN, always under TLS unless the administrator configured otherwise.</summary>
    Password,

    /// <summary>SASL XOAUTH2 or OAUTHBEARER.</summary>
    AccessToken,
}
