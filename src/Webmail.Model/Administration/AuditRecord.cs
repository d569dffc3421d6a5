namespace Webmail.Model;

/// <summary>One line of the audit log. Never a secret, and nothing of a message.</summary>
/// <param name="Actor">Who did it; null for somebody who is not signed in.</param>
/// <param name="ActorName">What they were called then.</param>
/// <param name="Person">Whom it is about; null for what is about nobody.</param>
/// <param name="Subject">What it is about: a person's login, a mailbox's address, a provider's name.</param>
/// <param name="Detail">Why or how, in a word for the screen to translate; empty when there is nothing to add.</param>
/// <param name="Network">Where the request came from; empty when not from a browser.</param>
public sealed record AuditRecord(AuditKind Kind, UserId? Actor, string ActorName, UserId? Person, string Subject, string Detail, string Network)
{
    public DateTimeOffset At { get; init; }

    /// <summary>Grows with time.</summary>
    public long Number { get; init; }
}
