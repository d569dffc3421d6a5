using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>A person as the administrator sees them.</summary>
/// <param name="Login">What they type to sign in.</param>
/// <param name="Mailboxes">Addresses of their accounts.</param>
/// <param name="LastSeen">Null when never.</param>
public sealed record Person(
    UserId Id,
    string Name,
    string Login,
    bool IsAdmin,
    bool Disabled,
    IReadOnlyList<string> Mailboxes,
    DateTimeOffset? LastSeen);
