using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Completes an address field from the people a person corresponds with.</summary>
internal static class PeopleSearch
{
    // Enough to choose from: whoever has more people of one beginning types another letter.
    private const int Candidates = 200;

    // Mistyped names are looked for among those written to most.
    private const int Compared = 2_000;

    /// <summary>A person who was not heard of for so long counts half.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    public static async Task<IReadOnlyList<MailPerson>> FindAsync(WebmailDbContext db, UserId user, string typed, int max, CancellationToken cancellationToken)
    {
        var keys = TypedName.Readings(Text.Key(typed.Trim()));
        if (keys.Count == 0)
            return [];

        var found = new List<Correspondent>();
        foreach (var key in keys)
        {
            var word = " " + key;
            found.AddRange(await db.Correspondents.AsNoTracking()
                .Where(c => c.UserId == user.Value && (c.AddressKey.StartsWith(key) || c.NameKey.StartsWith(key) || c.NameKey.Contains(word)))
                .OrderByDescending(c => c.Weight).ThenByDescending(c => c.LastSeen).ThenBy(c => c.Id)
                .Take(Candidates)
                .ToListAsync(cancellationToken));
            // What was typed as it is beats what it could mean.
            if (found.Count >= max)
                break;
        }

        var people = Ranked(found.DistinctBy(c => c.Id)).Take(max).ToList();
        if (people.Count < max && TypedName.Tolerance(keys[0]) > 0)
        {
            var known = await db.Correspondents.AsNoTracking().Where(c => c.UserId == user.Value).OrderByDescending(c => c.Weight).Take(Compared).ToListAsync(cancellationToken);
            people.AddRange(Ranked(known.Where(c => !people.Exists(p => p.Id == c.Id) && keys.Any(key => TypedName.IsNearly(key, c.NameKey, c.AddressKey)))).Take(max - people.Count));
        }

        return [.. people.Select(c => new MailPerson(c.Name, c.Address))];
    }

    // Frequency times recency, counted from the newest of them: no clock is needed to order them.
    private static IEnumerable<Correspondent> Ranked(IEnumerable<Correspondent> found)
    {
        var all = found.ToList();
        var newest = all.Count == 0 ? default : all.Max(c => c.LastSeen);
        return all.OrderByDescending(c => c.Weight * Math.Pow(0.5, (newest - c.LastSeen) / HalfLife)).ThenBy(c => c.Id);
    }
}
