using Webmail.Model;

namespace Webmail.Engine;

public sealed class Mailbox
{
    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<ViewCounts> CountsAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<MessagePage> PageAsync(UserId user, MailView view, int first, int count, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<int?> IndexOfAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<MessageRow?> RowAsync(UserId user, MessageId message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<MessageFacts?> FactsAsync(UserId user, MessageId message, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailView view, int max, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<MailPerson>> PeopleAsync(UserId user, string prefix, int max, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task SetSenderNameAsync(UserId user, AccountId account, string name, CancellationToken cancellationToken) => throw new NotSupportedException();
    public void Watch(AccountId account, FolderId folder) => throw new NotSupportedException();
    public Task RefreshAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();
}
