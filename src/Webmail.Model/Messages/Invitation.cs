namespace Webmail.Model;

/// <summary>A calendar object that came by mail (RFC 6047): what, when, where, who.</summary>
/// <param name="IsAllDay">Start and end are days; their times mean nothing.</param>
/// <param name="IsFloating">The times name no zone that anybody knows: they are those of the place.</param>
/// <param name="End">Null when it has none.</param>
/// <param name="People">At most <see cref="MaxPeople"/>.</param>
/// <param name="PeopleCount">Of all there are.</param>
public sealed record Invitation(
    InvitationKind Kind,
    string Summary,
    DateTimeOffset Start,
    DateTimeOffset? End,
    bool IsAllDay,
    bool IsFloating,
    bool Repeats,
    string Location,
    MailPerson? Organizer,
    IReadOnlyList<InvitedPerson> People,
    int PeopleCount)
{
    /// <summary>More are counted only.</summary>
    public const int MaxPeople = 20;
}

/// <summary>Somebody who is asked to come, and what they said.</summary>
public sealed record InvitedPerson(MailPerson Person, InvitationAnswer Answer);

public enum InvitationKind
{
    /// <summary>An event somebody tells of; nobody is asked to answer.</summary>
    Event,
    Request,
    Update,
    Cancellation,

    /// <summary>Somebody answers an invitation.</summary>
    Reply,
}

public enum InvitationAnswer
{
    None,
    Accepted,
    Tentative,
    Declined,
}
