namespace Webmail.Model;

/// <summary>A browser in which a person is signed in.</summary>
/// <param name="Agent">What the browser says it is.</param>
/// <param name="Network">The address it signed in from.</param>
public sealed record PersonSession(Guid Id, DateTimeOffset Created, DateTimeOffset LastSeen, string Agent, string Network);
