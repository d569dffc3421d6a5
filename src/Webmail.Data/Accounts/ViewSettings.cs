using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>How a person wants lists to be shown, on every device.</summary>
public sealed class ViewSettings(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    public async Task<bool> ConversationsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == user.Value).Select(u => u.Conversations).SingleOrDefaultAsync(cancellationToken);
    }

    /// <returns>What to publish, so that the person's other windows show it too; nothing when it was so before.</returns>
    public Task<IReadOnlyList<MailChange>> SetConversationsAsync(UserId user, bool on, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (await db.Users.Where(u => u.Id == user.Value && u.Conversations != on).ExecuteUpdateAsync(set => set.SetProperty(u => u.Conversations, on), cancellationToken) == 0)
                return [];
            return (await db.Accounts.Where(a => a.UserId == user.Value).Select(a => a.Id).ToListAsync(cancellationToken)).ConvertAll<MailChange>(account => new MailChange.Rescan(user, account));
        }, cancellationToken);
}
