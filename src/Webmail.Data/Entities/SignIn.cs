using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A verified (IMAP host, login name) and whose it is.</summary>
internal sealed class SignIn
{
    public long Id { get; set; }

    public required string ImapHost { get; set; }

    public required string LoginName { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    /// <summary>Salted verifier of the last password the server accepted.</summary>
    public required byte[] Verifier { get; set; }
}
