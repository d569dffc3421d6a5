using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>Somebody a person got mail from or wrote to; what address fields complete from.</summary>
internal sealed class Correspondent
{
    public long Id { get; set; }

    public long UserId { get; set; }

    /// <summary>The address in lower case.</summary>
    public required string AddressKey { get; set; }

    public required string Address { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in lower case, ё as е.</summary>
    public required string NameKey { get; set; }

    /// <summary>Messages from them count 1, messages to them 5.</summary>
    public int Weight { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>The account they were last written to from; null when they never were.</summary>
    public AccountId? WrittenFrom { get; set; }

    public DateTimeOffset? WrittenAt { get; set; }
}
