using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A name and address an account writes from, with its signatures.</summary>
internal sealed class StoredIdentity
{
    public IdentityId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    /// <summary>The account's own address and name, which are kept with the account: only the rest of the row counts.</summary>
    public bool IsOwn { get; set; }

    public required string Name { get; set; }

    public required string Address { get; set; }

    public string ReplyTo { get; set; } = "";

    public bool CopyToSelf { get; set; }

    /// <summary>HTML, cleaned.</summary>
    public string Signature { get; set; } = "";

    public string ReplySignature { get; set; } = "";
}
