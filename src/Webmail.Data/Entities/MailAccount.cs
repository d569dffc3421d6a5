using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>One mailbox of one person.</summary>
internal sealed class MailAccount
{
    public AccountId Id { get; set; }

    public long UserId { get; set; }

    public required string Address { get; set; }

    public string? SenderName { get; set; }

    public bool SenderNameConfirmed { get; set; }

    /// <summary>What its owner calls it; null for its address.</summary>
    public string? Name { get; set; }

    /// <summary>Its place among the owner's accounts; equal places go by id.</summary>
    public int Position { get; set; }

    /// <summary>1–8.</summary>
    public int Color { get; set; }

    /// <summary>No desktop notifications of it.</summary>
    public bool Muted { get; set; }

    /// <summary>When all of it was found current last.</summary>
    public DateTimeOffset? Synced { get; set; }

    /// <summary>Of the server (RFC 9208); null where it does not say.</summary>
    public long? QuotaUsedBytes { get; set; }

    public long? QuotaLimitBytes { get; set; }

    /// <summary>Sends by a user name and password of its own.</summary>
    public bool SmtpOwn { get; set; }

    public bool Enabled { get; set; } = true;

    public AccountState State { get; set; }

    public MailFaultKind? FaultKind { get; set; }

    public string? FaultText { get; set; }

    public DateTimeOffset? OfflineSince { get; set; }

    /// <summary>Rises whenever an actor takes the account; what the older actor still tries to claim fails.</summary>
    public long Epoch { get; set; }

    /// <summary>The account's data key, wrapped by the key-encryption key.</summary>
    public byte[] WrappedKey { get; set; } = [];

    public DateTimeOffset Created { get; set; }

    /// <summary>Number of the newest conversation.</summary>
    public long LastConversation { get; set; }

    public required string ImapHost { get; set; }

    public int ImapPort { get; set; }

    public ConnectionSecurity ImapSecurity { get; set; }

    public bool ImapAllowPrivate { get; set; }

    public required string ImapUserName { get; set; }

    public required string SmtpHost { get; set; }

    public int SmtpPort { get; set; }

    public ConnectionSecurity SmtpSecurity { get; set; }

    public bool SmtpAllowPrivate { get; set; }

    public required string SmtpUserName { get; set; }

    public bool SavesSentMail { get; set; }

    public SentCopy SentCopy { get; set; }

    public int MaxConnections { get; set; }

    /// <summary>The largest message the submission server said it takes (RFC 1870), in bytes; null: not known.</summary>
    public long? SmtpMaxBytes { get; set; }

    public required string ProviderId { get; set; }

    /// <summary>Whose tokens it signs in with; empty: a password.</summary>
    public string OAuthProvider { get; set; } = "";

    /// <summary>The day, counted from the Unix epoch, that <see cref="TextBytes"/> is of.</summary>
    public long TextDay { get; set; }

    /// <summary>Bytes of texts fetched that day for the search index.</summary>
    public long TextBytes { get; set; }

    public AccountServers ToServers() => new(
        new ServerEndpoint(ImapHost, ImapPort, ImapSecurity, ImapAllowPrivate),
        ImapUserName,
        new ServerEndpoint(SmtpHost, SmtpPort, SmtpSecurity, SmtpAllowPrivate),
        SmtpUserName,
        SavesSentMail,
        MaxConnections,
        ProviderId);
}
