namespace Webmail.Mail.Discovery;

/// <summary>What a person does at the provider before a mail program gets in.</summary>
/// <param name="Page">Where it is done or described; null when only the words are known.</param>
public sealed record ProviderSetup(ProviderSetupKind Kind, Uri? Page, string English, string Russian)
{
    /// <param name="language">Two letters; anything but Russian is English.</param>
    public string In(string language) => language == "ru" ? Russian : English;
}

/// <summary>What a step at the provider is for.</summary>
public enum ProviderSetupKind
{
    /// <summary>Reading is switched off until the person switches it on.</summary>
    Imap,

    /// <summary>So is sending.</summary>
    Smtp,

    /// <summary>The page that makes a password for mail programs.</summary>
    AppPassword,

    /// <summary>The provider's own instructions.</summary>
    Help,
}
