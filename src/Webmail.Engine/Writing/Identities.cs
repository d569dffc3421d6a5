using Webmail.Data;
using Webmail.Mail.Compose;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The names and addresses a person writes from, with their signatures.</summary>
public sealed class Identities(IdentityStore store, ProviderPresets presets, MailChangeFeed feed)
{
    /// <summary>Of the HTML of one signature.</summary>
    public const int MaxSignature = 32_000;

    private const int MaxName = 100;

    /// <summary>All of a person, in the order of the accounts, an account's own address first.</summary>
    public Task<IReadOnlyList<SenderIdentity>> OfAsync(UserId user, CancellationToken cancellationToken) => store.OfAsync(user, cancellationToken);

    /// <summary>Saves one; a new one when it has no id and its address is not the account's own. Whether the server sends from the address is for the server to say.</summary>
    public async Task<IdentityResult> SaveAsync(UserId user, SenderIdentity identity, CancellationToken cancellationToken)
    {
        if (Recipients.Normalise(identity.Address.Trim()) is not { } address)
            return new IdentityResult.Invalid(IdentityProblem.Address);
        var replyTo = identity.ReplyTo.Trim() is { Length: > 0 } typed ? Recipients.Normalise(typed) : "";
        if (replyTo is null)
            return new IdentityResult.Invalid(IdentityProblem.ReplyTo);
        var name = identity.Name.Trim();
        if (name.Length > MaxName || name.Any(char.IsControl))
            return new IdentityResult.Invalid(IdentityProblem.Name);
        if (identity.Signature.Length > MaxSignature || identity.ReplySignature.Length > MaxSignature)
            return new IdentityResult.Invalid(IdentityProblem.Signature);

        var clean = identity with { Address = address, ReplyTo = replyTo, Name = name, Signature = SignatureHtml.Clean(identity.Signature), ReplySignature = SignatureHtml.Clean(identity.ReplySignature) };
        if (await store.SaveAsync(user, clean, cancellationToken) is not { } saved)
            return new IdentityResult.Invalid(IdentityProblem.Taken);
        feed.Publish([new MailChange.AccountChanged(user, saved.Account)]);
        return new IdentityResult.Saved(saved);
    }

    /// <summary>Makes an identity of an address that mail was delivered to, with the name and the signatures of the account's own.</summary>
    public async Task<IdentityResult> AdoptAsync(UserId user, AccountId account, string address, CancellationToken cancellationToken)
    {
        var all = await store.OfAsync(user, cancellationToken);
        return all.FirstOrDefault(identity => identity.Account == account && identity.Id is null) is { } own
            ? await SaveAsync(user, own with { Address = address, ReplyTo = "" }, cancellationToken)
            : new IdentityResult.Invalid(IdentityProblem.Taken);
    }

    public async Task<bool> DeleteAsync(UserId user, IdentityId identity, CancellationToken cancellationToken)
    {
        var account = (await store.OfAsync(user, cancellationToken)).FirstOrDefault(candidate => candidate.Id == identity)?.Account;
        if (account is not { } owner || !await store.DeleteAsync(user, identity, cancellationToken))
            return false;
        feed.Publish([new MailChange.AccountChanged(user, owner)]);
        return true;
    }

    /// <summary>False where everybody can have an address in the domain.</summary>
    internal bool IsOwnDomain(string address) => presets.Find(address) is null or { BuiltIn: false };
}

/// <summary>The outcome of saving an identity.</summary>
public abstract record IdentityResult
{
    private IdentityResult()
    {
    }

    public sealed record Saved(SenderIdentity Identity) : IdentityResult;

    public sealed record Invalid(IdentityProblem Problem) : IdentityResult;
}

/// <summary>What is wrong with an identity.</summary>
public enum IdentityProblem
{
    /// <summary>No address that a server understands.</summary>
    Address,

    /// <summary>Nor is the one for answers.</summary>
    ReplyTo,

    /// <summary>Too long, or with line ends.</summary>
    Name,

    /// <summary>Longer than <see cref="Identities.MaxSignature"/>.</summary>
    Signature,

    /// <summary>The account has one of this address already, or too many.</summary>
    Taken,
}
