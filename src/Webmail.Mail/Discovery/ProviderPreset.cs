using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>What is known of a mail provider before anybody asks its servers.</summary>
/// <param name="Id">Stable name; stored with accounts.</param>
/// <param name="Domains">Address domains, lower case, A-labels; empty for a host of other people's domains.</param>
/// <param name="MailExchangers">Names that the MX of a hosted domain ends with.</param>
/// <param name="Pop3">Null where not offered or not known.</param>
/// <param name="SavesSentMail">Its SMTP server files the sent copy itself.</param>
/// <param name="MaxConnections">IMAP connections we take; at most 3.</param>
/// <param name="OAuth">Whose tokens its servers take (a short name such as google); null when they take none.</param>
/// <param name="Setup">What a person does at the provider first.</param>
/// <param name="Limits">What it takes no more of, as far as stated.</param>
/// <param name="SpecialFolders">Names of its folders where the server does not say their role: folder path to role.</param>
/// <param name="Quirks">What its IMAP server gets wrong.</param>
/// <param name="BuiltIn">False for one from the configuration.</param>
public sealed record ProviderPreset(
    string Id,
    string Name,
    IReadOnlyList<string> Domains,
    IReadOnlyList<string> MailExchangers,
    ServerEndpoint Imap,
    LoginForm ImapLogin,
    ServerEndpoint? Pop3,
    LoginForm Pop3Login,
    ServerEndpoint? Smtp,
    LoginForm SmtpLogin,
    bool SavesSentMail,
    int MaxConnections,
    ProviderAuthentication Authentication,
    string? OAuth,
    IReadOnlyList<ProviderSetup> Setup,
    IReadOnlyDictionary<ProviderLimit, int> Limits,
    IReadOnlyDictionary<string, SpecialUse> SpecialFolders,
    ImapQuirks Quirks,
    bool BuiltIn)
{
    /// <summary>The page that helps most when the password is refused: where an app password is made, else where IMAP is switched on; null when not known.</summary>
    public Uri? HelpUri => Page(ProviderSetupKind.AppPassword) ?? Page(ProviderSetupKind.Imap) ?? Page(ProviderSetupKind.Help);

    private Uri? Page(ProviderSetupKind kind) => Setup.FirstOrDefault(setup => setup.Kind == kind)?.Page;
}
