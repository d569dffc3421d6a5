using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>What a provider said when a person came back from it.</summary>
/// <param name="Address">The mailbox whose owner consented, in the provider's words; null when it did not say.</param>
public sealed record OAuthConsent(string? Address, OAuthTokens Tokens);
