using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>Has the server search a folder, for what our own index does not hold yet.</summary>
public sealed class ImapSearch
{
    /// <summary>A search for a word of every message answers with all of them.</summary>
    private const int MaxUids = 2000;

    internal ImapSearch()
    {
    }

    /// <summary>The newest messages that hold the words.</summary>
    /// <returns>Null when the server does not search: Mail.ru and others answer NO.</returns>
    public Task<IReadOnlyList<uint>?> FindAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<SearchCondition.Words> words, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<IReadOnlyList<uint>?>(
            async () =>
            {
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uint.MaxValue, cancellationToken);
                try
                {
                    var found = await folder.SearchAsync(words.Select(Query).Aggregate((all, one) => all.And(one)), cancellationToken);
                    return [.. found.Select(uid => uid.Id).OrderDescending().Take(MaxUids)];
                }
                catch (Exception exception) when (exception is ImapCommandException or NotSupportedException)
                {
                    return null;
                }
            },
            cancellationToken);

    private static SearchQuery Query(SearchCondition.Words words)
    {
        SearchQuery query = words.Field switch
        {
            SearchField.From => SearchQuery.FromContains(words.Text),
            SearchField.To => SearchQuery.ToContains(words.Text).Or(SearchQuery.CcContains(words.Text)),
            SearchField.Subject => SearchQuery.SubjectContains(words.Text),
            SearchField.Any => SearchQuery.MessageContains(words.Text),
            _ => throw new InvalidOperationException($"Unknown field {words.Field}"),
        };
        return words.IsNegated ? SearchQuery.Not(query) : query;
    }
}
