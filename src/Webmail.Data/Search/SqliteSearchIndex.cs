using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>SQLite FTS5 (sqlite.org/fts5.html). Without content: it keeps only which words are where.</summary>
internal sealed class SqliteSearchIndex : ISearchIndex
{
    // Segments are merged by sixteen instead of by four (§6.7): a first synchronisation spent half of its search work on merging them again and again.
    // Our words are folded already, so the tokenizer only has to part them at spaces; it must not know better than ours.
    private static readonly string Schema = string.Create(CultureInfo.InvariantCulture, $"""
        CREATE VIRTUAL TABLE IF NOT EXISTS "MessageSearch" USING fts5(
            "scope", "sender", "recipients", "subject", "files", "body",
            content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3');
        CREATE TRIGGER IF NOT EXISTS "TR_Messages_Search" AFTER DELETE ON "Messages" BEGIN
            DELETE FROM "MessageSearch" WHERE rowid = (min(max(OLD."Received" / 60000, 0), {SearchKey.MaxMinute}) << {SearchKey.IdBits}) | OLD."Id";
        END;
        INSERT INTO "MessageSearch" ("MessageSearch", rank) VALUES ('automerge', 16);
        """);

    private const string Insert = """
        INSERT OR REPLACE INTO "MessageSearch" (rowid, "scope", "sender", "recipients", "subject", "files", "body")
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """;

    internal const string Select = """
        SELECT rowid FROM "MessageSearch" WHERE "MessageSearch" MATCH @match AND rowid >= @from AND rowid < @below ORDER BY rowid DESC LIMIT @count
        """;

    public Task EnsureAsync(WebmailDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(Schema, cancellationToken);

    public Task WriteAsync(WebmailDbContext db, IReadOnlyList<SearchDocument> documents, CancellationToken cancellationToken)
    {
        using var insert = new SqliteStatement(db, Insert);
        foreach (var document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.Bind(1, document.Key.Value);
            insert.Bind(2, string.Join(' ', document.Scope));
            insert.Bind(3, string.Join(' ', document.From));
            insert.Bind(4, string.Join(' ', document.To));
            insert.Bind(5, string.Join(' ', document.Subject));
            insert.Bind(6, string.Join(' ', document.Files));
            insert.Bind(7, string.Join(' ', document.Text));
            insert.Insert();
        }

        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<SearchKey>> FindAsync(WebmailDbContext db, IndexQuery query, SearchKey below, int count, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = Command(db, Select);
        Add(command, "@match").Value = Expression(query);
        Add(command, "@from").Value = query.From.Value;
        Add(command, "@below").Value = Math.Min(below.Value, query.To.Value);
        Add(command, "@count").Value = count;
        var found = new List<SearchKey>(Math.Min(count, 1000));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new SearchKey(reader.GetInt64(0)));
        return found;
    }

    /// <summary>Only our words get into it, and they are letters and digits: there is nothing to escape.</summary>
    internal static string Expression(IndexQuery query)
    {
        var match = new StringBuilder();
        match.AppendJoin(" AND ", query.Scope.Select(word => $"scope : \"{word}\"").Concat(query.Terms.Where(term => !term.IsNegated).Select(Term)));
        var excluded = query.Terms.Where(term => term.IsNegated).Select(Term).ToList();
        return excluded.Count == 0 ? match.ToString() : $"({match}) NOT ({string.Join(" OR ", excluded)})";
    }

    private static string Term(IndexTerm term) =>
        $"({Columns(term.Field)} : ({string.Join(" OR ", term.Phrases().Select(phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.IsPrefix ? " *" : "")}"))}))";

    private static string Columns(SearchField field) => field switch
    {
        SearchField.From => "sender",
        SearchField.To => "recipients",
        SearchField.Subject => "subject",
        SearchField.Any => "{sender recipients subject files body}",
        _ => throw new InvalidOperationException($"Unknown field {field}"),
    };

    private static DbCommand Command(WebmailDbContext db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // One of the constants above.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
