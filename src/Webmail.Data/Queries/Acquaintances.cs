using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Whom a person corresponds with, as far as it tells a stranger from somebody who only looks familiar.</summary>
public sealed class Acquaintances(IDbContextFactory<WebmailDbContext> contexts)
{
    // Written to at least once; see CorrespondentBook.
    private const int OnceWrittenTo = 5;
    private const int MaxDomains = 300;

    public async Task<Acquaintance> FindAsync(UserId user, MailPerson sender, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var address = Text.Key(sender.Address);
        var name = Text.Key(sender.Name);
        var weight = await db.Correspondents.Where(c => c.UserId == user.Value && c.AddressKey == address).Select(c => (int?)c.Weight).SingleOrDefaultAsync(cancellationToken) ?? 0;
        // One word is nobody's name alone.
        var namesake = name.Contains(' ', StringComparison.Ordinal)
            ? await db.Correspondents.Where(c => c.UserId == user.Value && c.NameKey == name && c.AddressKey != address && c.Weight >= OnceWrittenTo)
                .OrderByDescending(c => c.Weight).Select(c => c.Address).FirstOrDefaultAsync(cancellationToken)
            : null;
        var known = await db.Correspondents.Where(c => c.UserId == user.Value && c.Weight >= OnceWrittenTo && c.AddressKey != address)
            .OrderByDescending(c => c.Weight).Take(MaxDomains).Select(c => c.AddressKey).ToListAsync(cancellationToken);
        return new Acquaintance(weight, namesake, [.. known.Select(key => key[(key.LastIndexOf('@') + 1)..]).Distinct()]);
    }

    /// <summary>Who of them was written to, and from which of the person's accounts the last time.</summary>
    public async Task<IReadOnlyList<WrittenTo>> WrittenFromAsync(UserId user, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var keys = addresses.Select(Text.Key).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Correspondents.Where(c => c.UserId == user.Value && keys.Contains(c.AddressKey) && c.WrittenFrom != null)
            .Join(db.Accounts.Where(a => a.UserId == user.Value), c => c.WrittenFrom, a => (AccountId?)a.Id, (c, a) => new WrittenTo(c.Address, a.Id, a.Address))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>Somebody a person wrote to.</summary>
/// <param name="From">Address of the account they were last written to from.</param>
public sealed record WrittenTo(string Address, AccountId Account, string From);

/// <param name="Weight">Messages from them count 1, messages to them 5; the message at hand is counted already.</param>
/// <param name="Namesake">Somebody of the same name the person wrote to; null when there is none.</param>
/// <param name="Domains">Of others the person wrote to.</param>
public sealed record Acquaintance(int Weight, string? Namesake, IReadOnlyList<string> Domains);
