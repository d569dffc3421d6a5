using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a person chose about lists and sending, on every device.</summary>
public sealed class ViewSettings(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    public async Task<bool> ConversationsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == user.Value).Select(u => u.Conversations).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>How long sending can be undone; null when the person has not chosen.</summary>
    public async Task<int?> UndoSecondsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == user.Value).Select(u => u.UndoSeconds).SingleOrDefaultAsync(cancellationToken);
    }

    public Task SetUndoSecondsAsync(UserId user, int? seconds, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Users.Where(u => u.Id == user.Value).ExecuteUpdateAsync(set => set.SetProperty(u => u.UndoSeconds, seconds), cancellationToken), cancellationToken);

    /// <returns>What to publish, so that the person's other windows show it too; nothing when it was so before.</returns>
    public Task<IReadOnlyList<MailChange>> SetConversationsAsync(UserId user, bool on, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (await db.Users.Where(u => u.Id == user.Value && u.Conversations != on).ExecuteUpdateAsync(set => set.SetProperty(u => u.Conversations, on), cancellationToken) == 0)
                return [];
            return (await db.Accounts.Where(a => a.UserId == user.Value).Select(a => a.Id).ToListAsync(cancellationToken)).ConvertAll<MailChange>(account => new MailChange.Rescan(user, account));
        }, cancellationToken);
}
