using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Keeps the people a person corresponds with, for completing address fields.</summary>
internal static class CorrespondentBook
{
    // Whom one writes to matters more than who writes: newsletters write most.
    private const int WroteToThem = 5;
    private const int TheyWrote = 1;

    // A name on a list of hundreds is no acquaintance.
    private const int MostRecipients = 20;

    private const int Columns = 9;
    private const int FirstNullable = 7;
    // SQLite finds each parameter by going through their names: a hundred rows at once cost more than the writing.
    private const int AtOnce = 16;

    private const string IsNewerName = """excluded."Name" <> '' AND ("Correspondents"."Name" = '' OR excluded."LastSeen" >= "Correspondents"."LastSeen")""";

    private const string IsNewerLetter = """excluded."WrittenAt" IS NOT NULL AND ("Correspondents"."WrittenAt" IS NULL OR excluded."WrittenAt" >= "Correspondents"."WrittenAt")""";

    public static async Task NoteAsync(WebmailDbContext db, MailFolder folder, IReadOnlyList<ServerMessage> messages, CancellationToken cancellationToken)
    {
        if (folder.SpecialUse is SpecialUse.Junk or SpecialUse.Trash or SpecialUse.All or SpecialUse.Flagged or SpecialUse.Important)
            return;

        var sightings = messages
            .SelectMany(message => PeopleOf(folder, message).Select(person => (Person: person, Time: IncomingMessage.Milliseconds(message.InternalDate))))
            .Where(s => s.Person.Address.Contains('@', StringComparison.Ordinal) && s.Person.Address.Length <= Lengths.Address)
            .GroupBy(s => Text.Key(Text.Line(s.Person.Address, Lengths.Address)))
            .ToDictionary(group => group.Key, group => group.ToList());
        var weight = IsOutgoing(folder) ? WroteToThem : TheyWrote;
        // In the same order by everybody, so that two transactions never wait for each other.
        foreach (var chunk in sightings.OrderBy(s => s.Key, StringComparer.Ordinal).Chunk(AtOnce))
            await NoteAsync(db, [.. chunk.Select(s => Sighted(folder, s.Key, s.Value, weight))], cancellationToken);
    }

    // Few statements for all of them: a mailbox of years has thousands of senders, and each batch of a first synchronisation meets hundreds.
    private static Task<int> NoteAsync(WebmailDbContext db, IReadOnlyList<Correspondent> people, CancellationToken cancellationToken)
    {
        // 0 stands for never: a null has no type that PostgreSQL could tell in VALUES.
        var rows = people.Select((_, i) => "(" + string.Join(", ", Enumerable.Range(0, Columns).Select(column => Placeholder((i * Columns) + column, isNullable: column >= FirstNullable))) + ")");
        var values = people.SelectMany(p => new object[] { p.UserId, p.AddressKey, p.Address, p.Name, p.NameKey, p.Weight, p.LastSeen.ToUnixTimeMilliseconds(), p.WrittenFrom?.Value ?? 0L, p.WrittenAt?.ToUnixTimeMilliseconds() ?? 0L });
#pragma warning disable EF1002 // Placeholders only; every value is a parameter.
        return db.Database.ExecuteSqlRawAsync(
            $"""
            INSERT INTO "Correspondents" ("UserId", "AddressKey", "Address", "Name", "NameKey", "Weight", "LastSeen", "WrittenFrom", "WrittenAt") VALUES {string.Join(", ", rows)}
            ON CONFLICT ("UserId", "AddressKey") DO UPDATE SET
                "Name" = CASE WHEN {IsNewerName} THEN excluded."Name" ELSE "Correspondents"."Name" END,
                "NameKey" = CASE WHEN {IsNewerName} THEN excluded."NameKey" ELSE "Correspondents"."NameKey" END,
                "Weight" = "Correspondents"."Weight" + excluded."Weight",
                "LastSeen" = CASE WHEN excluded."LastSeen" > "Correspondents"."LastSeen" THEN excluded."LastSeen" ELSE "Correspondents"."LastSeen" END,
                "WrittenFrom" = CASE WHEN {IsNewerLetter} THEN excluded."WrittenFrom" ELSE "Correspondents"."WrittenFrom" END,
                "WrittenAt" = CASE WHEN {IsNewerLetter} THEN excluded."WrittenAt" ELSE "Correspondents"."WrittenAt" END
            """,
            values,
            cancellationToken);
#pragma warning restore EF1002
    }

    private static string Placeholder(int parameter, bool isNullable)
    {
        var value = "{" + parameter.ToString(CultureInfo.InvariantCulture) + "}";
        return isNullable ? $"NULLIF({value}, 0)" : value;
    }

    private static Correspondent Sighted(MailFolder folder, string key, List<(MailPerson Person, DateTimeOffset Time)> seen, int weight)
    {
        var last = seen.MaxBy(s => s.Time);
        var name = Text.Line(seen.Where(s => s.Person.Name.Length > 0).OrderByDescending(s => s.Time).Select(s => s.Person.Name).FirstOrDefault(""), Lengths.Name);
        return new Correspondent
        {
            UserId = folder.UserId,
            AddressKey = key,
            Address = Text.Line(last.Person.Address, Lengths.Address),
            Name = name,
            NameKey = Text.Key(name),
            Weight = weight * seen.Count,
            LastSeen = last.Time,
            WrittenFrom = folder.SpecialUse == SpecialUse.Sent ? folder.AccountId : null,
            WrittenAt = folder.SpecialUse == SpecialUse.Sent ? last.Time : null,
        };
    }

    private static IEnumerable<MailPerson> PeopleOf(MailFolder folder, ServerMessage message) =>
        IsOutgoing(folder) ? message.To.Concat(message.Cc).Take(MostRecipients) : [message.From];

    private static bool IsOutgoing(MailFolder folder) => folder.SpecialUse is SpecialUse.Sent or SpecialUse.Drafts;
}
