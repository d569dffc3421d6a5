using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Gives rows that have no conversation yet one, some at a time: those of before there were conversations, and those of a folder that got another role.</summary>
public sealed class ConversationUpkeep(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    /// <summary>One short transaction; others write between two.</summary>
    /// <returns>What to publish; null when nothing is left to do.</returns>
    public async Task<IReadOnlyList<MailChange>?> StepAsync(CancellationToken cancellationToken)
    {
        AccountId account;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var next = await db.Messages.Where(m => m.Conversation == 0).OrderBy(m => m.AccountId).ThenBy(m => m.Id).Select(m => (AccountId?)m.AccountId).FirstOrDefaultAsync(cancellationToken);
            if (next is not { } found)
                return null;
            account = found;
        }

        return await gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            var messages = await db.Messages.Where(m => m.AccountId == account && m.Conversation == 0).OrderByDescending(m => m.Id).Take(Settling.ChunkSize).ToListAsync(cancellationToken);
            if (messages.Count == 0)
                return [];
            messages.ForEach(SortKeys.Apply);
            var tally = new ChangeTally();
            tally.Shared(account, await new Threading(db, account).AssignAsync(messages, cancellationToken));
            messages.ForEach(tally.Threaded);
            tally.FoldersChanged(new UserId(messages[0].UserId), account);
            return [.. await tally.FinishAsync(db, cancellationToken), .. messages.Count < Settling.ChunkSize ? [new MailChange.Rescan(new UserId(messages[0].UserId), account)] : Array.Empty<MailChange>()];
        }, cancellationToken);
    }
}
