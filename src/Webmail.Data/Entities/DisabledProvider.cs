namespace Webmail.Data.Entities;

/// <summary>A provider that takes no new mailboxes here.</summary>
internal sealed class DisabledProvider
{
    public required string ProviderId { get; set; }
}
