using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A provider that the administrator added.</summary>
internal sealed class StoredProvider
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>One a line.</summary>
    public required string Domains { get; set; }

    public required string ImapHost { get; set; }

    public int ImapPort { get; set; }

    public ConnectionSecurity ImapSecurity { get; set; }

    public LoginForm ImapLogin { get; set; }

    /// <summary>Empty: its mailboxes are for reading only.</summary>
    public required string SmtpHost { get; set; }

    public int SmtpPort { get; set; }

    public ConnectionSecurity SmtpSecurity { get; set; }

    public LoginForm SmtpLogin { get; set; }

    public bool SavesSentMail { get; set; }

    public int? MaxConnections { get; set; }
}
