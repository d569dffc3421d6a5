using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// A view in an order of its own, filtered, or by conversation: windows of ids read from whichever end is nearer, within indexes. Descending is
/// ascending read backwards, so that one index serves both.
/// </summary>
internal sealed class ListQuery
{
    private readonly ListArrangement arrangement;
    private readonly IReadOnlyList<Segment> segments;

    private ListQuery(ListArrangement arrangement, IReadOnlyList<Segment> segments)
    {
        this.arrangement = arrangement;
        this.segments = segments;
        Total = segments.Sum(segment => segment.Count);
    }

    public int Total { get; }

    private bool IsBackwards => arrangement.IsAscending != ListArrangement.IsAscendingByCustom(arrangement.Sort);

    public static async Task<ListQuery> CreateAsync(WebmailDbContext db, MessageScope scope, ListArrangement arrangement, CancellationToken cancellationToken)
    {
        var folders = await scope.FoldersAsync(db, cancellationToken);
        var counted = Counted(folders, arrangement);
        var segments = new List<Segment>();
        foreach (var strands in Segments(db, scope, arrangement, [.. folders.Select(f => f.Id)]))
            segments.Add(new Segment(strands, counted is null ? await CountAsync(strands, cancellationToken) : counted[segments.Count]));
        return new ListQuery(arrangement, segments);
    }

    /// <summary>Ids of a window, in the order of the list.</summary>
    public async Task<List<MessageId>> WindowAsync(int first, int count, CancellationToken cancellationToken)
    {
        var end = Math.Min(Total, first + Math.Max(0, count));
        if (first >= end)
            return [];
        var (from, to) = IsBackwards ? (Total - end, Total - first) : (first, end);
        var ids = new List<MessageId>(to - from);
        foreach (var segment in segments)
        {
            var (start, stop) = (Math.Clamp(from, 0, segment.Count), Math.Clamp(to, 0, segment.Count));
            if (stop > start)
                ids.AddRange(await ReadAsync(segment, start, stop - start, cancellationToken));
            from -= segment.Count;
            to -= segment.Count;
        }

        if (IsBackwards)
            ids.Reverse();
        return ids;
    }

    /// <summary>The place of a message, or of the conversation it is in; null when the list does not hold it.</summary>
    public async Task<int?> IndexOfAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var (account, conversation, id) = (message.AccountId, message.Conversation, message.Id);
        var before = 0;
        foreach (var segment in segments)
        {
            foreach (var strand in segment.Strands)
            {
                var holds = arrangement.ShowsConversations
                    ? strand.Where(m => m.AccountId == account && m.Conversation == conversation)
                    : strand.Where(m => m.Id == id);
                if (await SortEntry.Select(holds, arrangement.Sort).FirstOrDefaultAsync(cancellationToken) is not { } entry)
                    continue;
                var condition = entry.IsBefore(arrangement.Sort);
                foreach (var each in segment.Strands)
                    before += await SortEntry.Select(each, arrangement.Sort).CountAsync(condition, cancellationToken);
                return IsBackwards ? Total - 1 - before : before;
            }

            before += segment.Count;
        }

        return null;
    }

    internal static IQueryable<MessageId> Window(IReadOnlyList<IQueryable<MailMessage>> strands, ListSort sort, int first, int count, int total)
    {
        var entries = strands.Select(strand => SortEntry.Select(strand, sort)).Aggregate((left, right) => left.Concat(right));
        var fromEnd = first > total - first - count;
        return SortEntry.Order(entries, sort, fromEnd).Skip(fromEnd ? total - first - count : first).Take(count).Select(e => e.Id);
    }

    /// <summary>A bound that everything is within: it leads the planner of SQLite to the index by date that holds nothing else.</summary>
    internal static IQueryable<MailMessage> Countable(IQueryable<MailMessage> strand) => strand.Where(m => m.Received >= DateTimeOffset.MinValue);

    private static IEnumerable<IReadOnlyList<IQueryable<MailMessage>>> Segments(WebmailDbContext db, MessageScope scope, ListArrangement arrangement, IReadOnlyList<FolderId> folders)
    {
        if (scope is MessageScope.InFolder or MessageScope.InRole && folders.Count == 0)
            return [];
        var strands = ListStrands.Of(db, scope, folders, arrangement.Filter, arrangement.ShowsConversations);
        // Unread first is two lists by date, one behind the other.
        return arrangement.Sort == ListSort.Unread
            ? [[.. strands.Select(strand => ListStrands.Filter(strand, ListFilter.Unread))], [.. strands.Select(ListStrands.Read)]]
            : [strands];
    }

    /// <summary>What the folders' counters know; null when it has to be counted.</summary>
    private static int[]? Counted(List<MessageScope.FolderCounts> folders, ListArrangement arrangement)
    {
        if (folders.Count == 0)
            return null;
        var (total, unread) = (folders.Sum(f => f.Total), folders.Sum(f => f.Unread));
        return arrangement switch
        {
            { Sort: ListSort.Unread, Filter: ListFilter.None } => [unread, total - unread],
            { Sort: ListSort.Unread } => null,
            { ShowsConversations: true, Filter: ListFilter.None } => [folders.Sum(f => f.Conversations)],
            { ShowsConversations: true } => null,
            { Filter: ListFilter.None } => [total],
            { Filter: ListFilter.Unread } => [unread],
            _ => null,
        };
    }

    private async Task<List<MessageId>> ReadAsync(Segment segment, int first, int count, CancellationToken cancellationToken)
    {
        var ids = await Window(segment.Strands, arrangement.Sort, first, count, segment.Count).ToListAsync(cancellationToken);
        if (first > segment.Count - first - count)
            ids.Reverse();
        return ids;
    }

    private static async Task<int> CountAsync(IReadOnlyList<IQueryable<MailMessage>> strands, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var strand in strands)
            count += await Countable(strand).CountAsync(cancellationToken);
        return count;
    }

    private sealed record Segment(IReadOnlyList<IQueryable<MailMessage>> Strands, int Count);
}
