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
    DateTimeOffset? LastSeen)
{
    /// <summary>They sign in by a password of their own here.</summary>
    public bool HasPassword { get; init; }

    /// <summary>They sign in by a mailbox.</summary>
    public bool IsByMailbox { get; init; }

    /// <summary>They are asked for a code after the password.</summary>
    public bool HasSecondStep { get; init; }

    /// <summary>Only the administrator gives them mailboxes.</summary>
    public bool MailboxesForbidden { get; init; }

    /// <summary>Mailboxes whose server refuses the password.</summary>
    public int Stuck { get; init; }
}
