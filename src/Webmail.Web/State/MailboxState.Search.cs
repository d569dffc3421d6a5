using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>Where the rows come from: the view, or a search that stands in its place.</summary>
public sealed partial class MailboxState
{
    /// <summary>Null while the list shows the view.</summary>
    public ShownSearch? Search { get; private set; }

    /// <summary>True when the list shows this already.</summary>
    public bool Shows(MailView view, ListArrangement arrangement, SearchRequest? search) =>
        IsLoaded && view == View && arrangement == Arrangement && (search is null ? Search is null : Search?.IsFor(search) == true);

    /// <summary>Counts how much of the mail the search could look through; it may take as long as the search itself, so it comes after.</summary>
    public async Task CoverAsync(CancellationToken cancellationToken)
    {
        if (Search is not { Coverage: null } search || !search.Request.Query.AsksForText)
            return;
        var account = search.Scope == SearchScope.Everything ? null : Folder?.AccountId;
        var coverage = await finder.CoverageAsync(User, account, cancellationToken);
        if (Search is not null && Search.IsFor(search.Request))
            Search = Search with { Coverage = coverage };
    }

    /// <summary>True while the servers have texts that the search did not look through and were not asked.</summary>
    public bool CanAskServers => Search is { Servers: ServerSearch.NotAsked, Coverage.IsComplete: false };

    /// <summary>Asks the servers too; the rows stay while they search.</summary>
    /// <param name="started">Called when the screen has to say so.</param>
    public async Task AskServersAsync(Action started, CancellationToken cancellationToken)
    {
        if (!CanAskServers || Search is not { } search)
            return;
        Search = search with { Servers = ServerSearch.Asking };
        started();
        var (result, outcome) = await finder.AskServersAsync(User, search.Request, cancellationToken);
        if (Search?.IsFor(search.Request) != true)
            return;
        Search = Search with { Result = result, Servers = outcome };
        await ReadRowsAsync(cancellationToken);
    }

    private async Task<ShownSearch?> FindAsync(SearchRequest? request, CancellationToken cancellationToken) =>
        request is null ? null : new ShownSearch(request, await finder.FindAsync(User, request, cancellationToken), null);

    /// <summary>Searches again after mail came or went. Changed flags leave the result alone: who opens an unread message of it wants to keep it before their eyes.</summary>
    private Task FindAgainAsync(IReadOnlyList<MailChange> changes, CancellationToken cancellationToken) =>
        changes.Any(change => change is MailChange.MessagesAdded or MailChange.MessagesRemoved or MailChange.Rescan) ? FindAgainAsync(cancellationToken) : Task.CompletedTask;

    private async Task FindAgainAsync(CancellationToken cancellationToken)
    {
        // What the servers found would be lost with it.
        if (Search is not { Servers: ServerSearch.NotAsked } search)
            return;
        var found = await finder.FindAsync(User, search.Request, cancellationToken);
        if (Search?.IsFor(search.Request) == true)
            Search = Search with { Result = found };
    }

    private Task<MessagePage> PageAsync(MailList list, ShownSearch? search, int first, int count, CancellationToken cancellationToken) =>
        search is null ? mailbox.PageAsync(User, list, first, count, cancellationToken) : finder.PageAsync(User, search.Result, first, count, cancellationToken);

    private async Task<int?> IndexOfAsync(MailList list, ShownSearch? search, MessageId message, CancellationToken cancellationToken)
    {
        if (search is null)
            return await mailbox.IndexOfAsync(User, list, message, cancellationToken);
        var index = search.Result.Messages.ToList().IndexOf(message);
        return index < 0 ? null : index;
    }
}
