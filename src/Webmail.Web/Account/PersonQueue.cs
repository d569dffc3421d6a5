using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>What a person's servers have still to hear or have refused, and what the person decides about it.</summary>
internal sealed class PersonQueue(Mailbox mailbox, MailboxCommands commands)
{
    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId person, CancellationToken cancellationToken) => mailbox.AccountsAsync(person, cancellationToken);

    public Task<IReadOnlyList<QueueEntry>> EntriesAsync(UserId person, CancellationToken cancellationToken) => mailbox.QueueAsync(person, cancellationToken);

    /// <summary>Tries them again now.</summary>
    public Task RetryAsync(UserId person, IReadOnlyList<QueueKey> entries, CancellationToken cancellationToken) => commands.RetryAsync(person, entries, cancellationToken);

    /// <summary>Gives them up: messages and folders are as the servers have them.</summary>
    public Task DropAsync(UserId person, IReadOnlyList<QueueKey> entries, CancellationToken cancellationToken) => commands.DropAsync(person, entries, cancellationToken);
}
