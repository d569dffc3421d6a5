using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
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
        ActAsync(user, messages, (_, message) =>
        {
            var (added, removed) = (add & ~message.Flags, remove & message.Flags & ~add);
            return Task.FromResult(added == MailFlags.None && removed == MailFlags.None
                ? null
                : NewOperation(message, OperationKind.SetFlags, operation => (operation.Add, operation.Remove) = (added, removed)));
        }, cancellationToken);

    /// <summary>Moves messages to a folder of their own account; those of other accounts are ignored.</summary>
    public Task<ActionResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, async (db, message) =>
            await db.Folders.FindAsync([target], cancellationToken) is { Selectable: true } folder ? Move(message, folder) : null, cancellationToken);

    /// <summary>
    /// Moves each message to the folder of its account that has the role; without such a folder it stays. To Trash from Trash deletes for good: that can
    /// be undone only until the server has heard of it. Archive is Gmail's All Mail where there is no other.
    /// </summary>
    public Task<ActionResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken)
    {
        var targets = new Dictionary<AccountId, MailFolder?>();
        return ActAsync(user, messages, async (db, message) =>
        {
            if (target == SpecialUse.Trash && message.Role == SpecialUse.Trash)
                return NewOperation(message, OperationKind.Expunge, _ => { });
            if (!targets.TryGetValue(message.AccountId, out var folder))
                targets.Add(message.AccountId, folder = await FindTargetAsync(db, message.AccountId, target, cancellationToken));
            return folder is null ? null : Move(message, folder);
        }, cancellationToken);
    }

    /// <summary>
    /// Takes an action back: what the server has not heard of is forgotten, the rest gets an inverse operation. Messages that something was done to
    /// since then, and messages deleted for good, stay as they are.
    /// </summary>
    /// <returns>Null when there is nothing to take back: unknown, somebody else's, too old, or taken back already.</returns>
    public async Task<ActionResult?> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken)
    {
        var accounts = await AccountsAsync(db => db.Operations.Where(o => o.Undo == undo.Value).Select(o => o.AccountId), user, cancellationToken);
        if (accounts.Count == 0)
            return null;

        var since = time.GetUtcNow() - UndoWindow;
        return await gate.WriteAsync<ActionResult?>(accounts, async db =>
        {
            var undone = await db.Operations.Where(o => o.Undo == undo.Value && accounts.Contains(o.AccountId) && (o.Done == null || o.Done > since)).OrderBy(o => o.Id).ToListAsync(cancellationToken);
            if (undone.Count == 0)
                return null;

            var tally = new ChangeTally();
            var next = new UndoToken(Guid.NewGuid());
            var messages = await TrackedAsync(db, user, [.. undone.Select(o => o.MessageId)], cancellationToken);
            var byId = messages.ToDictionary(m => m.Id);
            foreach (var operation in undone)
            {
                operation.Undo = null;
                if (operation.Done is null && operation.ClaimedEpoch is null)
                    db.Operations.Remove(operation);
                else if (byId.TryGetValue(operation.MessageId, out var message) && Inverse(operation, message) is { } inverse)
                    db.Operations.Add(Stamp(inverse, next));
            }

            await db.SaveChangesAsync(cancellationToken);
            await new Settling(db, tally).SettleAsync(messages, cancellationToken);
            return new ActionResult(next, messages.Count, await tally.FinishAsync(db, cancellationToken));
        }, cancellationToken);
    }

    private async Task<ActionResult> ActAsync(
        UserId user, IReadOnlyList<MessageId> messages, Func<WebmailDbContext, MailMessage, Task<Operation?>> record, CancellationToken cancellationToken)
    {
        var undo = new UndoToken(Guid.NewGuid());
        var accounts = new List<AccountId>();
        foreach (var ids in messages.Chunk(Settling.ChunkSize))
            accounts.AddRange(await AccountsAsync(db => db.Messages.Where(m => ids.Contains(m.Id)).Select(m => m.AccountId), user, cancellationToken));
        if (accounts.Count == 0)
            return new ActionResult(undo, 0, []);

        return await gate.WriteAsync([.. accounts.Distinct()], async db =>
        {
            var tally = new ChangeTally();
            var settling = new Settling(db, tally);
            var count = 0;
            foreach (var ids in messages.Distinct().Chunk(Settling.ChunkSize))
            {
                var acted = new List<MailMessage>();
                foreach (var message in (await TrackedAsync(db, user, ids, cancellationToken)).Where(m => m.Visibility == Visibility.Shown))
                {
                    if (await record(db, message) is not { } operation)
                        continue;
                    db.Operations.Add(Stamp(operation, undo));
                    message.Failure = null;
                    acted.Add(message);
                }

                await db.SaveChangesAsync(cancellationToken);
                await settling.SettleAsync(acted, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                count += acted.Count;
            }

            return new ActionResult(undo, count, await tally.FinishAsync(db, cancellationToken));
        }, cancellationToken);
    }

    private async Task<IReadOnlyList<AccountId>> AccountsAsync(Func<WebmailDbContext, IQueryable<AccountId>> accounts, UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var named = accounts(db);
        return await db.Accounts.Where(a => a.UserId == user.Value && named.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellationToken);
    }

    private static async Task<List<MailMessage>> TrackedAsync(WebmailDbContext db, UserId user, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        var found = new List<MailMessage>();
        foreach (var ids in messages.Distinct().Chunk(Settling.ChunkSize))
            found.AddRange(await db.Messages.Where(m => ids.Contains(m.Id) && m.UserId == user.Value).ToListAsync(cancellationToken));
        return found;
    }

    private static async Task<MailFolder?> FindTargetAsync(WebmailDbContext db, AccountId account, SpecialUse target, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.Where(f => f.AccountId == account && f.Selectable && (f.SpecialUse == target || f.SpecialUse == SpecialUse.All)).OrderBy(f => f.Id).ToListAsync(cancellationToken);
        return folders.Find(f => f.SpecialUse == target) ?? (target == SpecialUse.Archive ? folders.Find(f => f.SpecialUse == SpecialUse.All) : null);
    }

    private static Operation? Move(MailMessage message, MailFolder target) =>
        target.AccountId != message.AccountId || target.Id == message.FolderId
            ? null
            : NewOperation(message, OperationKind.Move, operation => operation.TargetId = target.Id);

    private static Operation? Inverse(Operation operation, MailMessage message) => operation.Kind switch
    {
        OperationKind.SetFlags => NewOperation(message, OperationKind.SetFlags, inverse => (inverse.Add, inverse.Remove) = (operation.Remove, operation.Add)),
        OperationKind.Move when message.FolderId == operation.TargetId => NewOperation(message, OperationKind.Move, inverse => inverse.TargetId = operation.FolderId),
        _ => null,
    };

    private static Operation NewOperation(MailMessage message, OperationKind kind, Action<Operation> fill)
    {
        var operation = new Operation { AccountId = message.AccountId, MessageId = message.Id, FolderId = message.FolderId, Kind = kind };
        fill(operation);
        return operation;
    }

    private Operation Stamp(Operation operation, UndoToken undo)
    {
        operation.Created = operation.Due = time.GetUtcNow();
        operation.Undo = undo.Value;
        return operation;
    }
}
