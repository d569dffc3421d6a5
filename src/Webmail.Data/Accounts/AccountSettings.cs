using Webmail.Model;

namespace Webmail.Data;

/// <summary>What it takes to work for an account, without its secret.</summary>
/// <param name="Enabled">False when switched off; nothing connects for it then.</param>
public sealed record AccountSettings(
    AccountId Id,
    UserId User,
    string Address,
    string? SenderName,
    AccountServers Servers,
    bool Enabled,
    AccountState State)
{
    /// <summary>The largest message its submission server said it takes, in bytes; null when not known.</summary>
    public long? SmtpMaxBytes { get; init; }

    /// <summary>Sends by a user name and password of its own.</summary>
    public bool HasSmtpSignIn { get; init; }

    /// <summary>Who files the copy of what is sent, as the person chose.</summary>
    public SentCopy SentCopy { get; init; }
}
