namespace Webmail.Data.Entities;

/// <summary>What the administrator decided about first sign-ins, in one row; none: as configured.</summary>
internal sealed class StoredSignInRules
{
    private const int Only = 1;

    public int Row { get; set; } = Only;

    public bool Mailbox { get; set; }

    /// <summary>One a line.</summary>
    public required string AllowedDomains { get; set; }
}
