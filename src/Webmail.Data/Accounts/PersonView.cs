using Webmail.Model;

namespace Webmail.Data;

/// <summary>A person as the administrator sees them.</summary>
/// <param name="Mailboxes">Addresses of their accounts.</param>
/// <param name="LastSeen">Null when never since this was recorded.</param>
public sealed record PersonView(
    UserId Id,
    string Name,
    string Login,
    bool IsAdmin,
    bool Disabled,
    IReadOnlyList<string> Mailboxes,
    DateTimeOffset Created,
    DateTimeOffset? LastSeen);
