using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Which actor owns an account.</summary>
public sealed class AccountOwnership(IDbContextFactory<WebmailDbContext> contexts)
{
    /// <summary>True while no later epoch was begun. Asked before what cannot be undone on a server.</summary>
    public async Task<bool> HoldsAsync(AccountId account, long epoch, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.AnyAsync(a => a.Id == account && a.Epoch == epoch, cancellationToken);
    }
}
