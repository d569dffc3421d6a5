using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>The search index of a database.</summary>
internal static class SearchIndex
{
    private static readonly SqliteSearchIndex Sqlite = new();
    private static readonly PostgresSearchIndex Postgres = new();

    public static ISearchIndex Of(WebmailDbContext db) => db.Database.IsNpgsql() ? Postgres : Sqlite;

    /// <summary>Indexes what is known without the body.</summary>
    public static Task AddAsync(WebmailDbContext db, IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken) =>
        messages.Count == 0 ? Task.CompletedTask : Of(db).WriteAsync(db, [.. messages.Select(message => SearchDocument.Of(message))], cancellationToken);
}
