using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>How all mailboxes do, for the administrator: states and faults, nothing of their mail.</summary>
public sealed class AccountOverview(IDbContextFactory<WebmailDbContext> contexts)
{
    /// <param name="owner">Null for everybody's.</param>
    public async Task<IReadOnlyList<AccountHealth>> ListAsync(UserId? owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = db.Accounts.AsNoTracking();
        if (owner is { Value: var id })
            accounts = accounts.Where(a => a.UserId == id);
        var found = await accounts.OrderBy(a => a.UserId).ThenBy(a => a.Position).ThenBy(a => a.Id)
            .Join(db.Users, a => a.UserId, u => u.Id, (a, u) => new { a.Id, a.UserId, u.DisplayName, u.UserName, a.Address, a.ImapHost, a.ProviderId, a.Color, a.Enabled, a.State, a.FaultKind, a.FaultText, a.OfflineSince })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(a => new AccountHealth(
            a.Id, new UserId(a.UserId), a.DisplayName.Length > 0 ? a.DisplayName : PersonStore.TypedName(a.UserName), a.Address, a.ImapHost, a.ProviderId, a.Color, a.Enabled, a.State,
            a.FaultKind is { } kind ? new MailFault(kind, a.FaultText ?? string.Empty) : null, a.OfflineSince));
    }
}
