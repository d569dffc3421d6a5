namespace Webmail.Data.Entities;

/// <summary>A one-time link by which a person sets their password. Gone when used.</summary>
internal sealed class StoredInvitation
{
    public long UserId { get; set; }

    /// <summary>SHA-256 of the token in the link: whoever reads the database cannot use it.</summary>
    public required byte[] TokenHash { get; set; }

    public DateTimeOffset Expires { get; set; }
}
