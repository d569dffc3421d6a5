using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>A search divided into what the index answers and what the messages' own rows do.</summary>
internal sealed class SearchPlan
{
    private readonly SearchRequest request;
    private readonly IReadOnlyList<MailFolder> folders;
    private readonly List<SearchProblem> problems;
    private readonly List<Func<IQueryable<MailMessage>, IQueryable<MailMessage>>> filters = [];
    private readonly List<IndexTerm> terms = [];
    private readonly List<string> scope;
    private readonly UserId user;
    private SearchKey from = new(0);
    private SearchKey to = new(long.MaxValue);

    private SearchPlan(UserId user, SearchRequest request, IReadOnlyList<MailFolder> folders)
    {
        this.user = user;
        this.request = request;
        this.folders = folders;
        problems = [.. request.Query.Problems];
        scope = [SearchDocument.PersonWord(user)];
    }

    public IReadOnlyList<SearchProblem> Problems => problems;

    public IndexQuery Index => new(scope, terms, from, to, user);

    public static async Task<SearchPlan> MakeAsync(WebmailDbContext db, UserId user, SearchRequest request, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.AsNoTracking().Where(f => f.UserId == user.Value).ToListAsync(cancellationToken);
        var plan = new SearchPlan(user, request, folders);
        foreach (var term in request.Query.Terms)
            plan.Add(term);
        plan.Confine();
        return plan;
    }

    /// <summary>Those of <paramref name="messages"/> that the rows' own facts do not rule out.</summary>
    public IQueryable<MailMessage> Filter(IQueryable<MailMessage> messages) =>
        filters.Aggregate(messages.Where(m => m.UserId == user.Value && m.Visibility == Visibility.Shown), (all, filter) => filter(all));

    private void Add(SearchCondition term)
    {
        switch (term)
        {
            case SearchCondition.Words words:
                if (WordReader.Read(words.Text).ToList() is { Count: > 0 } read)
                    terms.Add(new IndexTerm(words.Field, read, words.IsPrefix, words.IsNegated));
                break;
            case SearchCondition.In named:
                AddFolder(named);
                break;
            case SearchCondition.Attachment { IsNegated: false }:
                scope.Add(SearchDocument.AttachmentWord);
                filters.Add(all => all.Where(m => m.HasAttachments));
                break;
            case SearchCondition.Attachment:
                filters.Add(all => all.Where(m => !m.HasAttachments));
                break;
            case SearchCondition.Flag { Which: var flag } wanted when wanted.IsSet != wanted.IsNegated:
                filters.Add(all => all.Where(m => (m.Flags & flag) != 0));
                break;
            case SearchCondition.Flag { Which: var flag }:
                filters.Add(all => all.Where(m => (m.Flags & flag) == 0));
                break;
            case SearchCondition.Before { Day: var day, IsNegated: var isNegated }:
                AddTime(StartOf(day), isBefore: !isNegated);
                break;
            case SearchCondition.After { Day: var day, IsNegated: var isNegated }:
                AddTime(StartOf(day), isBefore: isNegated);
                break;
            case SearchCondition.Larger { Bytes: var bytes, IsNegated: var isNegated }:
                filters.Add(all => all.Where(m => m.SizeBytes > bytes != isNegated));
                break;
            case SearchCondition.Smaller { Bytes: var bytes, IsNegated: var isNegated }:
                filters.Add(all => all.Where(m => m.SizeBytes < bytes != isNegated));
                break;
            default:
                throw new InvalidOperationException($"Unknown term {term}");
        }
    }

    private void AddFolder(SearchCondition.In named)
    {
        var found = SearchedFolders.Find(folders, named.Folder);
        if (found.Count == 0)
            problems.Add(new SearchProblem(SearchProblemKind.NoFolder, named.Folder));
        else if (named.IsNegated)
            filters.Add(all => all.Where(m => !found.Contains(m.FolderId)));
        else
            filters.Add(all => all.Where(m => found.Contains(m.FolderId)));
    }

    private void AddTime(DateTimeOffset moment, bool isBefore)
    {
        // The index counts in minutes; the row knows the moment.
        if (isBefore)
        {
            to = new SearchKey(Math.Min(to.Value, SearchKey.FirstOf(moment.AddMinutes(1)).Value));
            filters.Add(all => all.Where(m => m.Received < moment));
        }
        else
        {
            from = new SearchKey(Math.Max(from.Value, SearchKey.FirstOf(moment).Value));
            filters.Add(all => all.Where(m => m.Received >= moment));
        }
    }

    private DateTimeOffset StartOf(DateOnly day)
    {
        // A day may begin in the hour that daylight saving leaves out; offsets at the ends of the calendar would leave it.
        var start = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(start, TimeSpan.Zero) is var utc && day.Year is > 1 and < 9999 ? utc - request.Zone.GetUtcOffset(start) : utc;
    }

    private void Confine()
    {
        var folder = request.View is MailView.OfFolder { Folder: var id } ? folders.FirstOrDefault(f => f.Id == id) : null;
        if (request.Scope != SearchScope.Everything && folder is not null)
            scope.Add(SearchDocument.AccountWord(folder.AccountId));
        if (request.Scope == SearchScope.View && ConfineToView(folder))
            return;

        // Like the peers: what was thrown away is found only when it is asked for.
        if (!request.Query.Terms.Any(term => term is SearchCondition.In { IsNegated: false }))
            filters.Add(all => all.Where(m => m.Role != SpecialUse.Junk && m.Role != SpecialUse.Trash));
    }

    private bool ConfineToView(MailFolder? folder)
    {
        Func<IQueryable<MailMessage>, IQueryable<MailMessage>>? filter = request.View switch
        {
            MailView.OfFolder when folder is { Id: var id } => all => all.Where(m => m.FolderId == id),
            MailView.Across { View: AcrossView.Inbox } => all => all.Where(m => m.Role == SpecialUse.Inbox),
            MailView.Across { View: AcrossView.Drafts } => all => all.Where(m => m.Role == SpecialUse.Drafts),
            MailView.Across { View: AcrossView.Sent } => all => all.Where(m => m.Role == SpecialUse.Sent),
            MailView.Across { View: AcrossView.Starred } => all => all.Where(m => m.InStarred == 1),
            MailView.Across { View: AcrossView.Unread } => all => all.Where(m => m.InUnread == 1),
            _ => null,
        };
        if (filter is not null)
            filters.Add(filter);
        return filter is not null;
    }
}
