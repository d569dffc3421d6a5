namespace Webmail.Model;

/// <summary>Everything needed to reach an account's servers, without a secret.</summary>
/// <param name="ImapUserName">The name given to the IMAP server, already in the form it expects.</param>
/// <param name="SmtpUserName">The name given to the SMTP server.</param>
/// <param name="SavesSentMail">The provider files what its SMTP server accepted into Sent; we must not APPEND it again.</param>
/// <param name="MaxConnections">How many IMAP connections this account may hold; 2 where the provider's limit is unknown, never above 3.</param>
/// <param name="ProviderId">The preset these came from; empty when typed by hand.</param>
public sealed record AccountServers(
    ServerEndpoint Imap,
    string ImapUserName,
    ServerEndpoint Smtp,
    string SmtpUserName,
    bool SavesSentMail,
    int MaxConnections,
    string ProviderId);
