namespace Webmail.Data;

/// <summary>Words to messages, in the database and in its transactions. Messages leave it with their row, by the database's own means.</summary>
internal interface ISearchIndex
{
    /// <summary>Adds documents, or replaces those that are there.</summary>
    Task WriteAsync(WebmailDbContext db, IReadOnlyList<SearchDocument> documents, CancellationToken cancellationToken);

    /// <summary>The newest matches below <paramref name="below"/>, at most <paramref name="count"/>; fewer when there are no more.</summary>
    Task<IReadOnlyList<SearchKey>> FindAsync(WebmailDbContext db, IndexQuery query, SearchKey below, int count, CancellationToken cancellationToken);

    /// <summary>Creates what is missing. Not a migration: EF does not know virtual tables, and rebuilding a table for a later migration drops its triggers.</summary>
    Task EnsureAsync(WebmailDbContext db, CancellationToken cancellationToken);
}
