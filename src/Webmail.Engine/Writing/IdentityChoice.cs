using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Writing;

/// <summary>Who answers a message: the identity it was written to, else the account's own address.</summary>
/// <param name="Offered">An address it was delivered to that is nobody's yet but clearly the person's; null for none.</param>
internal sealed record IdentityChoice(SenderIdentity Identity, string? Offered)
{
    /// <param name="identities">All of the person, an account's own address first.</param>
    /// <param name="isOwnDomain">The account's domain is the person's or their firm's, not one that everybody has an address in: whatever is delivered there is theirs.</param>
    public static IdentityChoice For(RenderedMessage original, AccountId account, IReadOnlyList<SenderIdentity> identities, bool isOwnDomain)
    {
        var own = identities.Where(identity => identity.Account == account).ToList();
        // What the person sent themself is gone on with under the same name.
        var people = own.Exists(identity => Is(identity, original.From.Address))
            ? [original.From.Address]
            : original.DeliveredTo.Concat(original.To.Concat(original.Cc).Select(person => person.Address)).Select(Key).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

        // The most telling one first: an identity of its own before the account's address, which servers name in any case.
        var named = people.Select(address => own.Find(identity => identity.Id is not null && Is(identity, address))).OfType<SenderIdentity>().FirstOrDefault();
        if (named is not null)
            return new IdentityChoice(named, null);

        var first = own[0];
        var offered = people.Find(address => own.Exists(identity => IsTagged(address, identity.Address)))
            ?? (isOwnDomain ? original.DeliveredTo.Select(Key).FirstOrDefault(address => Domain(address) == Domain(Key(first.Address))) : null);
        return new IdentityChoice(first, offered is null || Is(first, offered) ? null : offered);
    }

    private static bool Is(SenderIdentity identity, string address) => string.Equals(Key(identity.Address), Key(address), StringComparison.OrdinalIgnoreCase);

    // anna+shop@example.org is delivered to anna@example.org (RFC 5233).
    private static bool IsTagged(string address, string own)
    {
        var key = Key(own);
        var at = key.LastIndexOf('@');
        return at > 0 && address.Length > key.Length && address.StartsWith(key[..at] + "+", StringComparison.OrdinalIgnoreCase) && address.EndsWith(key[at..], StringComparison.OrdinalIgnoreCase)
            && address.IndexOf('@', StringComparison.Ordinal) == address.LastIndexOf('@');
    }

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    private static string Key(string address) => Recipients.Normalise(address.Trim()) ?? address.Trim();
}
