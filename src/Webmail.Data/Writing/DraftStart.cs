using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a new draft holds.</summary>
/// <param name="Html">Null for a draft of plain text.</param>
public sealed record DraftStart(AccountId Account, DraftKind Kind, MessageId? Original, string To, string Cc, string Bcc, string Subject, string Text, string? Html)
{
    /// <summary>Who it is from; null for the account's own address.</summary>
    public IdentityId? Identity { get; init; }

    /// <summary>A name that its browser gave it; empty for none.</summary>
    public string Key { get; init; } = "";

    /// <summary>The window that begins it; null for one that does not tell.</summary>
    public string? Editor { get; init; }
}
