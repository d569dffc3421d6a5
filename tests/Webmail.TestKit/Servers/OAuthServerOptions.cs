namespace Webmail.TestKit.Servers;

/// <summary>What can differ between two test providers of sign-ins.</summary>
public sealed record OAuthServerOptions
{
    /// <summary>How long an access token opens a mailbox.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Scopes beside the standard ones that a client may ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["mail", "https://mail.google.com/"];
}
