using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A person's search: the index of the store, in milliseconds.</summary>
public sealed class MailFinder(SearchQueries queries)
{
    public Task<SearchResult> FindAsync(UserId user, SearchRequest request, CancellationToken cancellationToken) =>
        queries.FindAsync(user, request, cancellationToken);

    /// <summary>A window of a result, with the hits marked.</summary>
    public async Task<MessagePage> PageAsync(UserId user, SearchResult result, int first, int count, CancellationToken cancellationToken)
    {
        var messages = result.Messages.Skip(first).Take(count).ToList();
        return new MessagePage(result.Messages.Count, first, await queries.RowsAsync(user, result.Query, messages, cancellationToken));
    }

    /// <summary>How much of the mail can be found by its text.</summary>
    /// <param name="account">Null for all of the person's.</param>
    public Task<SearchCoverage> CoverageAsync(UserId user, AccountId? account, CancellationToken cancellationToken) =>
        queries.CoverageAsync(user, account, cancellationToken);
}
