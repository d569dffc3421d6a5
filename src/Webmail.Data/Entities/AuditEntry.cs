using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A line of the audit log. It outlives the people it names.</summary>
internal sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public AuditKind Kind { get; set; }

    public long? ActorId { get; set; }

    public required string ActorName { get; set; }

    public long? PersonId { get; set; }

    public required string Subject { get; set; }

    public required string Detail { get; set; }

    public required string Network { get; set; }
}
