using Webmail.Data;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Whether a message is about to leave from an account that its recipients do not know the person by.</summary>
public sealed class AccountDoubt(Acquaintances acquaintances)
{
    // A letter to more is to a crowd, not to somebody one knows from one account.
    private const int MostPeople = 10;

    /// <param name="to">Recipients as typed.</param>
    /// <returns>The first of them who was last written to from another account; null when there is none.</returns>
    public async Task<OtherAccount?> OfAsync(UserId user, AccountId account, string to, CancellationToken cancellationToken)
    {
        var people = Recipients.Parse(to).People;
        if (people.Count is 0 or > MostPeople)
            return null;
        var known = await acquaintances.WrittenFromAsync(user, [.. people.Select(person => person.Address)], cancellationToken);
        return known.Count > 0 && known.FirstOrDefault(person => person.Account != account) is { } other
            ? new OtherAccount(people.FirstOrDefault(person => string.Equals(person.Address, other.Address, StringComparison.OrdinalIgnoreCase)) ?? new MailPerson("", other.Address), other.From)
            : null;
    }
}

/// <param name="Account">Address of the account.</param>
public sealed record OtherAccount(MailPerson Person, string Account);
