using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>PostgreSQL full text (tsvector and GIN), with our words in place of its dictionaries.</summary>
internal sealed class PostgresSearchIndex : ISearchIndex
{
    // Weights say in which field a word stands.
    private const char Subject = 'A';
    private const char Sender = 'B';
    private const char Recipients = 'C';
    private const char Text = 'D';

    // A tsvector keeps no higher position and not more of one word (§12.11 Limitations).
    private const int MaxPosition = 16_383;
    private const int MaxPositionsOfWord = 200;

    /// <summary>Messages read newest first for words that many hold, before all that hold them are collected and sorted.</summary>
    private const int Walk = 2000;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS "MessageSearch" (
            "MessageId" bigint NOT NULL PRIMARY KEY REFERENCES "Messages" ("Id") ON DELETE CASCADE,
            "UserId" bigint NOT NULL,
            "Key" bigint NOT NULL,
            "Terms" tsvector NOT NULL);
        CREATE INDEX IF NOT EXISTS "IX_MessageSearch_User_Key" ON "MessageSearch" ("UserId", "Key" DESC);
        CREATE INDEX IF NOT EXISTS "IX_MessageSearch_Terms" ON "MessageSearch" USING gin ("Terms");
        """;

    public Task EnsureAsync(WebmailDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(Schema, cancellationToken);

    public Task WriteAsync(WebmailDbContext db, IReadOnlyList<SearchDocument> documents, CancellationToken cancellationToken)
    {
        var (ids, users, keys, terms) = (new long[documents.Count], new long[documents.Count], new long[documents.Count], new string[documents.Count]);
        for (var i = 0; i < documents.Count; i++)
            (ids[i], users[i], keys[i], terms[i]) = (documents[i].Key.Message.Value, documents[i].UserId, documents[i].Key.Value, Vector(documents[i]));
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO "MessageSearch" ("MessageId", "UserId", "Key", "Terms")
            SELECT m, u, k, t::tsvector FROM unnest({ids}, {users}, {keys}, {terms}) AS d (m, u, k, t)
            ON CONFLICT ("MessageId") DO UPDATE SET "Terms" = EXCLUDED."Terms"
            """, cancellationToken);
    }

    public async Task<IReadOnlyList<SearchKey>> FindAsync(WebmailDbContext db, IndexQuery query, SearchKey below, int count, CancellationToken cancellationToken)
    {
        var (user, from, to) = (query.User.Value, query.From.Value, Math.Min(below.Value, query.To.Value));
        if (query.Terms.Count == 0 && query.Scope.Count == 1)
        {
            return await KeysAsync(db.Database.SqlQuery<long>($"""
                SELECT "Key" AS "Value" FROM "MessageSearch" WHERE "UserId" = {user} AND "Key" >= {from} AND "Key" < {to} ORDER BY "Key" DESC LIMIT {count}
                """), cancellationToken);
        }

        // GIN knows no order. A word of every second message would have tens of thousands sorted to show the first: those are met on a short walk.
        var match = Expression(query);
        var walked = await KeysAsync(Walked(db, match, user, from, to, count), cancellationToken);
        return walked.Count == count ? walked : await KeysAsync(Collected(db, match, user, from, to, count), cancellationToken);
    }

    /// <summary>Those of the newest that match.</summary>
    internal static IQueryable<long> Walked(WebmailDbContext db, string match, long user, long from, long to, int count) => db.Database.SqlQuery<long>($"""
        SELECT "Key" AS "Value" FROM (
            SELECT "Key", "Terms" FROM "MessageSearch" WHERE "UserId" = {user} AND "Key" >= {from} AND "Key" < {to} ORDER BY "Key" DESC LIMIT {Walk}) AS newest
        WHERE "Terms" @@ {match}::tsquery ORDER BY "Key" DESC LIMIT {count}
        """);

    /// <summary>All that match, sorted.</summary>
    internal static IQueryable<long> Collected(WebmailDbContext db, string match, long user, long from, long to, int count) => db.Database.SqlQuery<long>($"""
        SELECT "Key" AS "Value" FROM "MessageSearch"
        WHERE "Terms" @@ {match}::tsquery AND "UserId" = {user} AND "Key" >= {from} AND "Key" < {to} ORDER BY "Key" + 0 DESC LIMIT {count}
        """);

    /// <summary>Only our words get into it, and they are letters and digits: there is nothing to escape.</summary>
    internal static string Expression(IndexQuery query) =>
        string.Join(" & ", query.Scope.Select(word => $"'{word}'").Concat(query.Terms.Select(Term)));

    private static string Term(IndexTerm term)
    {
        var weight = term.Field switch
        {
            SearchField.From => Sender.ToString(),
            SearchField.To => Recipients.ToString(),
            SearchField.Subject => Subject.ToString(),
            SearchField.Any => "",
            _ => throw new InvalidOperationException($"Unknown field {term.Field}"),
        };
        return $"{(term.IsNegated ? "!" : "")}({string.Join(" | ", term.Phrases().Select(phrase => Phrase(phrase.Words, phrase.IsPrefix, weight)))})";
    }

    private static string Phrase(IReadOnlyList<string> words, bool isPrefix, string weight) =>
        $"({string.Join(" <-> ", words.Select((word, i) => Lexeme(word, (isPrefix && i == words.Count - 1 ? "*" : "") + weight)))})";

    private static string Lexeme(string word, string labels) => labels.Length == 0 ? $"'{word}'" : $"'{word}':{labels}";

    private static string Vector(SearchDocument document)
    {
        var positions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var next = 1;
        Add(document.Subject, Subject);
        Add(document.From, Sender);
        Add(document.To, Recipients);
        Add(document.Files, Text);
        Add(document.Text, Text);
        var vector = new StringBuilder();
        foreach (var word in document.Scope)
            vector.Append('\'').Append(word).Append("' ");
        foreach (var (word, places) in positions)
            vector.Append('\'').Append(word).Append("':").AppendJoin(',', places).Append(' ');
        return vector.ToString();

        void Add(IReadOnlyList<string> words, char weight)
        {
            foreach (var word in words)
            {
                if (next > MaxPosition)
                    return;
                if (!positions.TryGetValue(word, out var places))
                    positions.Add(word, places = []);
                if (places.Count < MaxPositionsOfWord)
                    places.Add(string.Create(CultureInfo.InvariantCulture, $"{next}{weight}"));
                next++;
            }

            // A phrase does not run on from one field into the next.
            next++;
        }
    }

    private static async Task<IReadOnlyList<SearchKey>> KeysAsync(IQueryable<long> keys, CancellationToken cancellationToken) =>
        (await keys.ToListAsync(cancellationToken)).ConvertAll(key => new SearchKey(key));
}
