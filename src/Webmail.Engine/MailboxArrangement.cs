using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Names, order and notifications of a person's mailboxes; every open page follows.</summary>
public sealed class MailboxArrangement(AccountChoices choices, MailChangeFeed feed)
{
    /// <param name="name">Empty for its address.</param>
    public async Task RenameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken) =>
        feed.Publish(await choices.RenameAsync(user, account, name, cancellationToken));

    /// <summary>By one place.</summary>
    public async Task MoveAsync(UserId user, AccountId account, bool up, CancellationToken cancellationToken) =>
        feed.Publish(await choices.MoveAsync(user, account, up, cancellationToken));

    /// <summary>Of which new mail the person is told.</summary>
    public async Task SetNotifiedAsync(UserId user, IReadOnlyCollection<AccountId> accounts, IReadOnlyCollection<FolderId> folders, CancellationToken cancellationToken)
    {
        await choices.SetNotifiedAsync(user, accounts, folders, cancellationToken);
        feed.Publish([new MailChange.PersonChanged(user)]);
    }
}
