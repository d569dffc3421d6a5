namespace Webmail.Model;

/// <summary>A mailbox as the administrator sees it: whose it is and how it does, nothing of its mail.</summary>
/// <param name="Enabled">False when its owner paused it.</param>
/// <param name="Fault">Why it is not online; null when it is.</param>
public sealed record AccountHealth(
    AccountId Id,
    UserId Owner,
    string OwnerName,
    string Address,
    string ImapHost,
    string ProviderId,
    int Color,
    bool Enabled,
    AccountState State,
    MailFault? Fault,
    DateTimeOffset? OfflineSince)
{
    public bool HasError => Enabled && (State is AccountState.Offline or AccountState.NeedsSignIn);
}
