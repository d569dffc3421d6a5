using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// What a person does to messages: the local half. Each call is one transaction that changes what is shown and records the operation for the
/// server. Ids that are unknown or somebody else's are ignored.
/// </summary>
public sealed class MessageActions(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>How long after it reached the server an action can be undone.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(10);

    /// <summary>Adds and removes flags. A flag that is as wanted already is not recorded, so that undo leaves it alone.</summary>
    public Task<ActionResult> SetFlagsAsync(UserId user, IReadOnlyList<MessageId> messages, MailFlags add, MailFlags remove, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.SetFlags(add, remove), cancellationToken);

    /// <summary>Moves messages to a folder; those of the person's other accounts are transferred to it.</summary>
    public Task<ActionResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.Move(target), cancellationToken);

    /// <summary>
    /// Moves each message to the folder of its account that has the role. To Trash from Trash deletes for good: that can be undone only until the server has
    /// heard of it. Archive is Gmail's All Mail where there is no other; where there is none at all, Archive, Trash or Junk is created.
    /// </summary>
    public Task<ActionResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.MoveTo(target), cancellationToken);

    /// <summary>One action on some messages.</summary>
    public async Task<ActionResult> ActAsync(UserId user, IReadOnlyList<MessageId> messages, MessageAction action, CancellationToken cancellationToken)
    {
        var undo = new UndoToken(Guid.NewGuid());
        var accounts = new HashSet<AccountId>();
        foreach (var ids in messages.Chunk(Settling.ChunkSize))
            accounts.UnionWith(await AccountsAsync(db => db.Messages.Where(m => ids.Contains(m.Id)).Select(m => m.AccountId), user, cancellationToken));
        if (accounts.Count == 0)
            return new ActionResult(undo, 0, []);
        if (action is MessageAction.Move { Target: var target })
            accounts.UnionWith(await AccountsAsync(db => db.Folders.Where(f => f.Id == target).Select(f => f.AccountId), user, cancellationToken));

        return await gate.WriteAsync(accounts, async db =>
        {
            var tally = new ChangeTally();
            var recording = new ActionRecording(db, tally, user, action, undo, time.GetUtcNow());
            var count = 0;
            foreach (var ids in messages.Distinct().Chunk(Settling.ChunkSize))
                count += await recording.RecordAsync(ids, cancellationToken);
            return new ActionResult(undo, count, await tally.FinishAsync(db, cancellationToken));
        }, cancellationToken);
    }

    /// <summary>
    /// Takes an action back: what the server has not heard of is forgotten, the rest gets an inverse operation. Messages that something was done to
    /// since then, and messages deleted for good, stay as they are. An action on very many messages is taken back in several transactions.
    /// </summary>
    /// <returns>Null when there is nothing to take back: unknown, somebody else's, too old, or taken back already.</returns>
    public async Task<ActionResult?> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken)
    {
        var accounts = await AccountsAsync(db => db.Operations.Where(o => o.Undo == undo.Value).Select(o => o.AccountId), user, cancellationToken);
        if (accounts.Count == 0)
            return null;

        var next = new UndoToken(Guid.NewGuid());
        var count = 0;
        var changes = new List<MailChange>();
        var since = time.GetUtcNow() - UndoWindow;
        while (true)
        {
            var chunk = await gate.WriteAsync(accounts, db => UndoChunkAsync(db, user, accounts, undo, next, since, cancellationToken), cancellationToken);
            if (chunk is not { } undone)
                return changes.Count == 0 && count == 0 ? null : new ActionResult(next, count, changes);
            count += undone.Count;
            changes.AddRange(undone.Changes);
        }
    }

    private async Task<ActionResult?> UndoChunkAsync(
        WebmailDbContext db, UserId user, IReadOnlyList<AccountId> accounts, UndoToken undo, UndoToken next, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // A message between two accounts is in neither for sure: its move can be taken back before that and when it has arrived.
        var undone = await db.Operations
            .Where(o => o.Undo == undo.Value && accounts.Contains(o.AccountId) && !o.Refused && (o.Done == null || o.Done > since)
                && !(o.Kind == OperationKind.Transfer && o.Done == null && o.TargetMark != null))
            .OrderBy(o => o.Id).Take(Settling.ChunkSize).ToListAsync(cancellationToken);
        if (undone.Count == 0)
            return null;

        var tally = new ChangeTally();
        var inversion = new ActionInversion(db, user);
        var messages = await inversion.MessagesAsync(undone, cancellationToken);
        var back = new HashSet<MessageId>();
        foreach (var operation in undone)
        {
            operation.Undo = null;
            if (operation.Done is null && (operation.Kind == OperationKind.Transfer || operation.ClaimedEpoch is null))
                db.Operations.Remove(operation);
            else if (await inversion.InverseAsync(operation, messages, cancellationToken) is { } inverse)
                db.Operations.Add(ActionRecording.Stamp(inverse, next, time.GetUtcNow()));
            else
                continue;
            back.Add(operation.MessageId);
        }

        await db.SaveChangesAsync(cancellationToken);
        await new Settling(db, tally).SettleAsync([.. messages.Values], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ActionResult(next, back.Count, await tally.FinishAsync(db, cancellationToken));
    }

    private async Task<IReadOnlyList<AccountId>> AccountsAsync(Func<WebmailDbContext, IQueryable<AccountId>> accounts, UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var named = accounts(db);
        return await db.Accounts.Where(a => a.UserId == user.Value && named.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellationToken);
    }
}
