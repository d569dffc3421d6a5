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
        foreach (var keys in sightings.Keys.Chunk(Settling.ChunkSize))
        {
            var known = await db.Correspondents.Where(c => c.UserId == folder.UserId && keys.Contains(c.AddressKey)).ToDictionaryAsync(c => c.AddressKey, cancellationToken);
            foreach (var key in keys)
            {
                var seen = sightings[key];
                var (person, time) = seen.MaxBy(s => s.Time);
                if (!known.TryGetValue(key, out var stored))
                {
                    stored = new Correspondent { UserId = folder.UserId, AddressKey = key, Address = Text.Line(person.Address, Lengths.Address), Name = "", NameKey = "" };
                    db.Correspondents.Add(stored);
                }

                Update(stored, person, time, weight * seen.Count);
            }
        }
    }

    private static void Update(Correspondent stored, MailPerson person, DateTimeOffset time, int weight)
    {
        var name = Text.Line(person.Name, Lengths.Name);
        if (name.Length > 0 && (stored.Name.Length == 0 || time >= stored.LastSeen))
        {
            stored.Name = name;
            stored.NameKey = Text.Key(name);
        }

        stored.Weight += weight;
        if (time > stored.LastSeen)
            stored.LastSeen = time;
    }

    private static IEnumerable<MailPerson> PeopleOf(MailFolder folder, ServerMessage message) =>
        IsOutgoing(folder) ? message.To.Concat(message.Cc).Take(MostRecipients) : [message.From];

    private static bool IsOutgoing(MailFolder folder) => folder.SpecialUse is SpecialUse.Sent or SpecialUse.Drafts;
}
