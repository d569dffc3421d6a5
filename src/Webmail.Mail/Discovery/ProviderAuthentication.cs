namespace Webmail.Mail.Discovery;

/// <summary>What a provider accepts from mail programs.</summary>
public enum ProviderAuthentication
{
    /// <summary>The password of the mailbox.</summary>
    Password,

    /// <summary>A password made for mail programs in the provider's settings.</summary>
    AppPassword,

    /// <summary>Only a token got by signing in at the provider.</summary>
    OAuthOnly,
}
