using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>What is known of a mail provider before anybody asks its servers.</summary>
/// <param name="Id">Stable name; stored with accounts.</param>
/// <param name="Domains">Address domains, lower case, A-labels.</param>
/// <param name="Pop3">Null where not offered or not known.</param>
/// <param name="SavesSentMail">Its SMTP server files the sent copy itself.</param>
/// <param name="MaxConnections">IMAP connections we take; at most 3.</param>
/// <param name="HelpUri">Where a person switches IMAP on or makes an app password; null when not known.</param>
/// <param name="SpecialFolders">Names of its folders where the server does not say their role: folder path to role.</param>
/// <param name="Quirks">What its IMAP server gets wrong.</param>
/// <param name="BuiltIn">False for one from the configuration.</param>
public sealed record ProviderPreset(
    string Id,
    string Name,
    IReadOnlyList<string> Domains,
    ServerEndpoint Imap,
    LoginForm ImapLogin,
    ServerEndpoint? Pop3,
    ServerEndpoint? Smtp,
    LoginForm SmtpLogin,
    bool SavesSentMail,
    int MaxConnections,
    ProviderAuthentication Authentication,
    Uri? HelpUri,
    IReadOnlyDictionary<string, SpecialUse> SpecialFolders,
    ImapQuirks Quirks,
    bool BuiltIn);
