using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Whom a person corresponds with, as far as it tells a stranger from somebody who only looks familiar.</summary>
public sealed class Acquaintances(IDbContextFactory<WebmailDbContext> contexts)
{
    // Written to at least once; see CorrespondentBook.
    private const int WrittenTo = 5;
    private const int MaxDomains = 300;

    public async Task<Acquaintance> FindAsync(UserId user, MailPerson sender, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var address = Text.Key(sender.Address);
        var name = Text.Key(sender.Name);
        var weight = await db.Correspondents.Where(c => c.UserId == user.Value && c.AddressKey == address).Select(c => (int?)c.Weight).SingleOrDefaultAsync(cancellationToken) ?? 0;
        // One word is nobody's name alone.
        var namesake = name.Contains(' ', StringComparison.Ordinal)
            ? await db.Correspondents.Where(c => c.UserId == user.Value && c.NameKey == name && c.AddressKey != address && c.Weight >= WrittenTo)
                .OrderByDescending(c => c.Weight).Select(c => c.Address).FirstOrDefaultAsync(cancellationToken)
            : null;
        var known = await db.Correspondents.Where(c => c.UserId == user.Value && c.Weight >= WrittenTo && c.AddressKey != address)
            .OrderByDescending(c => c.Weight).Take(MaxDomains).Select(c => c.AddressKey).ToListAsync(cancellationToken);
        return new Acquaintance(weight, namesake, [.. known.Select(key => key[(key.LastIndexOf('@') + 1)..]).Distinct()]);
    }
}

/// <param name="Weight">Messages from them count 1, messages to them 5; the message at hand is counted already.</param>
/// <param name="Namesake">Somebody of the same name the person wrote to; null when there is none.</param>
/// <param name="Domains">Of others the person wrote to.</param>
public sealed record Acquaintance(int Weight, string? Namesake, IReadOnlyList<string> Domains);
