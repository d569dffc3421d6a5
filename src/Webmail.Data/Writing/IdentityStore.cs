using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The names and addresses a person writes from. Each account has its own address as the first of them, also when nothing was ever saved about it.</summary>
public sealed class IdentityStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    /// <summary>Of one account; more are a mistake.</summary>
    public const int MostOfAnAccount = 50;

    /// <summary>All of a person, in the order of the accounts, an account's own address first.</summary>
    public async Task<IReadOnlyList<SenderIdentity>> OfAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.UserId == user.Value).OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => new Owner(a.Id, a.Address, a.SenderName)).ToListAsync(cancellationToken);
        var stored = (await db.Identities.AsNoTracking().Where(i => i.UserId == user.Value).OrderBy(i => i.Id).ToListAsync(cancellationToken)).ToLookup(i => i.AccountId);
        return [.. accounts.SelectMany(account => stored[account.Id].Where(i => !i.IsOwn).Select(ToModel).Prepend(Own(account, stored[account.Id].FirstOrDefault(i => i.IsOwn))))];
    }

    /// <param name="identity">Null for the account's own address.</param>
    /// <returns>Null when there is none such of this person.</returns>
    public async Task<SenderIdentity?> FindAsync(UserId user, AccountId account, IdentityId? identity, CancellationToken cancellationToken) =>
        (await OfAsync(user, cancellationToken)).FirstOrDefault(candidate => candidate.Account == account && candidate.Id == identity);

    /// <summary>Saves one; without an id the account's own address (its name is kept with the account) or, when the address is another one, a new identity.</summary>
    /// <returns>What is stored now; null when the account or identity is not the person's, the address is taken by another identity of the account, or there are too many.</returns>
    public Task<SenderIdentity?> SaveAsync(UserId user, SenderIdentity identity, CancellationToken cancellationToken) =>
        gate.WriteAsync<SenderIdentity?>(identity.Account, async db =>
        {
            if (await db.Accounts.AsNoTracking().Where(a => a.Id == identity.Account && a.UserId == user.Value).Select(a => new Owner(a.Id, a.Address, a.SenderName)).SingleOrDefaultAsync(cancellationToken) is not { } owner)
                return null;
            var all = await db.Identities.Where(i => i.AccountId == identity.Account).ToListAsync(cancellationToken);
            var isOwn = identity.Id is null && Text.Key(identity.Address) == Text.Key(owner.Address);
            var address = Text.Line(identity.Address, Lengths.Address);
            var stored = isOwn ? all.Find(i => i.IsOwn) : all.Find(i => i.Id == identity.Id && !i.IsOwn);
            var isTaken = !isOwn && (Text.Key(address) == Text.Key(owner.Address) || all.Exists(i => i != stored && Text.Key(i.Address) == Text.Key(address)));
            if (isTaken || (stored is null && (identity.Id is not null || all.Count >= MostOfAnAccount)))
                return null;

            if (stored is null)
                db.Identities.Add(stored = new StoredIdentity { UserId = user.Value, AccountId = owner.Id, IsOwn = isOwn, Name = "", Address = "" });
            stored.Name = isOwn ? "" : Text.Line(identity.Name, Lengths.Name);
            stored.Address = isOwn ? owner.Address : address;
            stored.ReplyTo = Text.Line(identity.ReplyTo, Lengths.Address);
            stored.CopyToSelf = identity.CopyToSelf;
            stored.Signature = Text.Lines(identity.Signature, Lengths.Signature);
            stored.ReplySignature = Text.Lines(identity.ReplySignature, Lengths.Signature);
            await db.SaveChangesAsync(cancellationToken);
            return isOwn ? Own(owner, stored) : ToModel(stored);
        }, cancellationToken);

    /// <summary>Drafts written under it are from the account's own address then. False when there is none such.</summary>
    public Task<bool> DeleteAsync(UserId user, IdentityId identity, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await db.Identities.Where(i => i.Id == identity && i.UserId == user.Value && !i.IsOwn).ExecuteDeleteAsync(cancellationToken) == 0)
                return false;
            await db.Drafts.Where(d => d.IdentityId == identity).ExecuteUpdateAsync(set => set.SetProperty(d => d.IdentityId, (IdentityId?)null), cancellationToken);
            return true;
        }, cancellationToken);

    private static SenderIdentity Own(Owner account, StoredIdentity? stored) => new(
        account.Id, null, account.SenderName ?? "", account.Address, stored?.ReplyTo ?? "", stored?.CopyToSelf == true, stored?.Signature ?? "", stored?.ReplySignature ?? "");

    private static SenderIdentity ToModel(StoredIdentity stored) => new(
        stored.AccountId, stored.Id, stored.Name, stored.Address, stored.ReplyTo, stored.CopyToSelf, stored.Signature, stored.ReplySignature);

    private sealed record Owner(AccountId Id, string Address, string? SenderName);
}
