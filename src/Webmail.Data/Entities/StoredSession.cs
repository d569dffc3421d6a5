namespace Webmail.Data.Entities;

/// <summary>A browser in which a person is signed in; gone when signed out.</summary>
internal sealed class StoredSession
{
    public Guid Id { get; set; }

    public long UserId { get; set; }

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    public required string Agent { get; set; }

    public required string Network { get; set; }
}
