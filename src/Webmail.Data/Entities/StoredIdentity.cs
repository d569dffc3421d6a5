using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A name and address that a person writes under from one account, beside the account's own or in its place.</summary>
internal sealed class StoredIdentity
{
    public IdentityId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    public required string Address { get; set; }

    public required string Name { get; set; }

    public required string ReplyTo { get; set; }

    public bool CopyToSelf { get; set; }

    /// <summary>Sanitised HTML.</summary>
    public required string Signature { get; set; }

    public bool SignsReplies { get; set; }
}
