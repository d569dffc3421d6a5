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
    DateTimeOffset? LastSeen)
{
    /// <summary>Invited, and has not come yet.</summary>
    public bool IsWaiting { get; init; }

    public bool HasPassword { get; init; }

    /// <summary>They sign in by their mailbox.</summary>
    public bool IsByMailbox { get; init; }

    public bool HasSecondStep { get; init; }

    public bool MayAddMailboxes { get; init; } = true;

    /// <summary>Mailboxes whose server refuses the password.</summary>
    public int Stuck { get; init; }
}
