namespace Webmail.Model;

/// <summary>A provider from the configuration; replaces a built-in preset that shares a domain.</summary>
/// <param name="Smtp">Null when the configuration names none; then mail cannot be sent from its mailboxes.</param>
/// <param name="MaxConnections">Null where the limit is unknown.</param>
public sealed record ConfiguredProvider(
    string Name,
    IReadOnlyList<string> Domains,
    ServerEndpoint Imap,
    LoginForm ImapUserName,
    ServerEndpoint? Smtp,
    LoginForm SmtpUserName,
    bool SavesSentMail,
    int? MaxConnections)
{
    /// <summary>Whose tokens its servers take, one of <see cref="OAuthProviders"/>; null when they take none.</summary>
    public string? OAuth { get; init; }
}
