using Webmail.Model;

namespace Webmail.Data;

/// <summary>What screens read.</summary>
public sealed class MailQueries
{

    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<MessagePage> PageAsync(UserId user, MailView view, int first, int count, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<int?> IndexOfAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<MessageFacts?> FindAsync(UserId user, MessageId message, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<MessageRow?> RowAsync(UserId user, MessageId message, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailView view, int max, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ViewCounts> CountsAsync(UserId user, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailPerson>> PeopleAsync(UserId user, string prefix, int max, CancellationToken cancellationToken) => throw new NotImplementedException();
}
