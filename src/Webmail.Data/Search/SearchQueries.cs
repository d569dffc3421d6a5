using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Searches a person's mail. The index gives candidates newest first, the rows' facts decide, and both stop when enough is found.</summary>
public sealed class SearchQueries(IDbContextFactory<WebmailDbContext> contexts)
{
    private const int FirstCandidates = 1500;

    /// <summary>A word of every message with a fact of none must not read the whole mailbox.</summary>
    private const int MaxCandidates = 20_000;

    public async Task<SearchResult> FindAsync(UserId user, SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.IsEmpty)
            return SearchResult.Nothing(request.Query);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plan = await SearchPlan.MakeAsync(db, user, request, cancellationToken);
        var found = new List<Found>();
        var (below, looked, wanted) = (new SearchKey(long.MaxValue), 0, FirstCandidates);
        while (true)
        {
            var candidates = await SearchIndex.Of(db).FindAsync(db, plan.Index, below, wanted, cancellationToken);
            looked += candidates.Count;
            foreach (var ids in candidates.Select(key => key.Message).Chunk(Settling.ChunkSize))
            {
                found.AddRange(await Facts(plan.Filter(db.Messages).Where(m => ids.Contains(m.Id))).ToListAsync(cancellationToken));
            }

            if (candidates.Count < wanted || found.Count > SearchResult.MaxMessages || looked >= MaxCandidates)
                return Result(request.Query, plan, found, hasMore: candidates.Count == wanted);
            below = candidates[^1];
            wanted = Math.Min(wanted * 2, MaxCandidates - looked);
        }
    }

    /// <summary>Rows of a search's result in the order of <paramref name="messages"/>, with the hits marked; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<MessageRow>> RowsAsync(UserId user, MailSearch query, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var columns = await RowColumns.Select(db, db.Messages.Where(m => m.UserId == user.Value && messages.Contains(m.Id) && m.Visibility == Visibility.Shown)).ToListAsync(cancellationToken);
        var marker = new HitMarker(query);
        var rows = columns.ConvertAll(column => column.ToRow()).ToDictionary(row => row.Id, row => row with { Marks = marker.Mark(row) });
        var unmarked = rows.Values.Where(row => marker.WantsText(row)).Select(row => row.Id).ToList();
        if (unmarked.Count > 0)
        {
            foreach (var text in await db.MessageTexts.AsNoTracking().Where(t => unmarked.Contains(t.MessageId)).ToListAsync(cancellationToken))
                rows[text.MessageId] = marker.WithSnippet(rows[text.MessageId], PackedText.Unpack(text.Packed), text.Files);
        }

        return [.. messages.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    /// <summary>How much of the person's mail, or of one account, can be found by its text.</summary>
    public async Task<SearchCoverage> CoverageAsync(UserId user, AccountId? account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.Where(a => a.UserId == user.Value && a.Enabled && (account == null || a.Id == account)).Select(a => a.Id).ToListAsync(cancellationToken);
        var messages = await db.Folders.Where(f => accounts.Contains(f.AccountId)).SumAsync(f => f.Total, cancellationToken);
        var without = await db.Messages.Where(m => accounts.Contains(m.AccountId) && m.Indexed < Indexed.Text).CountAsync(cancellationToken);
        return new SearchCoverage(messages, Math.Max(0, messages - without));
    }

    /// <summary>Folders of the search that hold messages whose text is not indexed: what a mail server may be asked for.</summary>
    public async Task<IReadOnlyList<UncoveredFolder>> UncoveredAsync(UserId user, SearchRequest request, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plan = await SearchPlan.MakeAsync(db, user, request, cancellationToken);
        var words = ServerWords.Of(request.Query);
        var account = request.Scope != SearchScope.Everything && request.View is MailView.OfFolder { Folder: var id }
            ? await db.Folders.Where(f => f.Id == id && f.UserId == user.Value).Select(f => (AccountId?)f.AccountId).SingleOrDefaultAsync(cancellationToken)
            : null;
        var folders = await plan.Filter(db.Messages)
            .Where(m => m.Indexed < Indexed.Text && m.Uid != null && (account == null || m.AccountId == account))
            .GroupBy(m => new { m.AccountId, m.ServerFolderId })
            .OrderByDescending(group => group.Count()).Take(max)
            .Select(group => new { group.Key.AccountId, group.Key.ServerFolderId }).ToListAsync(cancellationToken);
        return folders.ConvertAll(folder => new UncoveredFolder(folder.AccountId, folder.ServerFolderId, words));
    }

    /// <summary>The search once more, with what mail servers found; what the index can find itself is left to it.</summary>
    public async Task<SearchResult> MergeAsync(UserId user, SearchRequest request, IReadOnlyList<(FolderId Folder, IReadOnlyList<uint> Uids)> onServers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plan = await SearchPlan.MakeAsync(db, user, request, cancellationToken);
        var found = new List<Found>();
        foreach (var (folder, all) in onServers)
        {
            foreach (var uids in all.Chunk(Settling.ChunkSize))
            {
                found.AddRange(await Facts(plan.Filter(db.Messages).Where(m => m.ServerFolderId == folder && m.Uid != null && uids.Contains(m.Uid ?? 0) && m.Indexed < Indexed.Text))
                    .ToListAsync(cancellationToken));
            }
        }

        // After it, not before: a text that was indexed meanwhile is in one of the two.
        var local = await FindAsync(user, request, cancellationToken);
        foreach (var ids in local.Messages.Chunk(Settling.ChunkSize))
            found.AddRange(await Facts(plan.Filter(db.Messages).Where(m => ids.Contains(m.Id))).ToListAsync(cancellationToken));
        return Result(request.Query, plan, [.. found.DistinctBy(f => f.Id)], local.HasMore);
    }

    private static IQueryable<Found> Facts(IQueryable<MailMessage> messages) => messages.Select(m => new Found(m.Id, m.AccountId, m.Role, m.Received, m.MessageIdHeader));

    /// <summary>Newest first and each message once: Gmail shows what has a label in All Mail again.</summary>
    private static SearchResult Result(MailSearch query, SearchPlan plan, List<Found> found, bool hasMore)
    {
        var once = found
            .GroupBy(f => (f.Account, Header: f.MessageIdHeader.Length > 0 && found.Count > 1 ? f.MessageIdHeader : f.Id.ToString()))
            .SelectMany(copies => copies.Any(f => f.Role <= SpecialUse.Trash) ? copies.Where(f => f.Role <= SpecialUse.Trash) : copies.Take(1))
            .OrderByDescending(f => f.Received).ThenByDescending(f => f.Id.Value)
            .Select(f => f.Id)
            .ToList();
        return new SearchResult(query, [.. once.Take(SearchResult.MaxMessages)], hasMore || once.Count > SearchResult.MaxMessages, plan.Problems);
    }

    private sealed record Found(MessageId Id, AccountId Account, SpecialUse Role, DateTimeOffset Received, string MessageIdHeader);
}
