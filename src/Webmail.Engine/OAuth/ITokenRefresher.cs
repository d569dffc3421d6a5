using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>Gets the next access token from a provider.</summary>
internal interface ITokenRefresher
{
    Task<RefreshOutcome> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken);
}

/// <summary>What a provider said to a refresh.</summary>
internal abstract record RefreshOutcome
{
    private RefreshOutcome()
    {
    }

    public sealed record Renewed(OAuthTokens Tokens) : RefreshOutcome;

    /// <summary>The consent is gone: only the person can give it again.</summary>
    public sealed record Revoked : RefreshOutcome;

    /// <summary>It could not say now; nothing of the tokens is lost.</summary>
    public sealed record Failed(MailFault Fault) : RefreshOutcome;
}
