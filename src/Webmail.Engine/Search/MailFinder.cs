using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A person's search: the index of the store, in milliseconds; on request also the servers, for texts that are not in the index yet.</summary>
public sealed class MailFinder(SearchQueries queries, IAccountHost host)
{
    // Those with the most messages that are not indexed.
    private const int MaxFolders = 8;

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

    /// <summary>Searches once more, and has the servers look through what is not indexed. Takes as long as the slowest of them.</summary>
    /// <returns>The whole result; <see cref="ServerSearch.Refused"/> when some could not be asked.</returns>
    public async Task<(SearchResult Result, ServerSearch Outcome)> AskServersAsync(UserId user, SearchRequest request, CancellationToken cancellationToken)
    {
        var folders = await queries.UncoveredAsync(user, request, MaxFolders, cancellationToken);
        var answers = await Task.WhenAll(folders.Select(folder => AskAsync(folder, cancellationToken)));
        var found = folders.Zip(answers).Where(answer => answer.Second is { Count: > 0 }).Select(answer => (answer.First.Folder, answer.Second ?? [])).ToList();
        return (await queries.MergeAsync(user, request, found, cancellationToken), answers.Contains(null) ? ServerSearch.Refused : ServerSearch.Asked);
    }

    private async Task<IReadOnlyList<uint>?> AskAsync(UncoveredFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            return await host.SearchAsync(folder.Account, folder.Folder, folder.Words, cancellationToken);
        }
        catch (MailFaultException)
        {
            // The result says that a server did not answer; what the others found is as good.
            return null;
        }
    }
}
