using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Records one action on messages, inside the transaction that holds it.</summary>
internal sealed class ActionRecording(WebmailDbContext db, ChangeTally tally, UserId user, MessageAction action, UndoToken undo, DateTimeOffset now)
{
    private static readonly SpecialUse[] Creatable = [SpecialUse.Archive, SpecialUse.Trash, SpecialUse.Junk];
    private readonly Settling settling = new(db, tally);
    private readonly Dictionary<AccountId, MailFolder?> targets = [];

    /// <param name="messages">At most <see cref="Settling.ChunkSize"/>.</param>
    /// <returns>How many of them it changed.</returns>
    public async Task<int> RecordAsync(IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken)
    {
        var ids = messages.ToArray();
        var found = await db.Messages.Where(m => ids.Contains(m.Id) && m.UserId == user.Value && m.Visibility == Visibility.Shown).ToListAsync(cancellationToken);
        var leaving = await db.Operations.Where(o => ids.Contains(o.MessageId) && o.Kind == OperationKind.Transfer && o.Done == null).Select(o => o.MessageId).ToListAsync(cancellationToken);
        var acted = new List<MailMessage>(found.Count);
        foreach (var message in found)
        {
            // On its way to another account it is neither here nor there: it can be acted on when it has arrived.
            if (leaving.Contains(message.Id) || await OperationAsync(message, cancellationToken) is not { } operation)
                continue;
            db.Operations.Add(Stamp(operation, undo, now));
            acted.Add(message);
        }

        var failed = acted.Where(m => m.Failure is not null).Select(m => m.Id).ToArray();
        if (failed.Length > 0)
            await db.Operations.Where(o => failed.Contains(o.MessageId) && o.Refused).ExecuteDeleteAsync(cancellationToken);
        foreach (var message in acted)
            message.Failure = null;
        await db.SaveChangesAsync(cancellationToken);
        await settling.SettleAsync(acted, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return acted.Count;
    }

    public static Operation Stamp(Operation operation, UndoToken undo, DateTimeOffset now)
    {
        operation.Created = operation.Due = now;
        operation.Undo = undo.Value;
        return operation;
    }

    public static Operation New(MailMessage message, OperationKind kind) =>
        new() { AccountId = message.AccountId, MessageId = message.Id, FolderId = message.FolderId, Kind = kind };

    /// <summary>Null when it is there already.</summary>
    public static Operation? Move(MailMessage message, MailFolder target)
    {
        if (target.Id == message.FolderId || target.UserId != message.UserId || !target.Selectable || target.Place == FolderPlace.Leaving)
            return null;
        var operation = New(message, target.AccountId == message.AccountId ? OperationKind.Move : OperationKind.Transfer);
        operation.TargetId = target.Id;
        if (operation.Kind == OperationKind.Transfer)
            operation.TargetAccountId = target.AccountId;
        return operation;
    }

    private async Task<Operation?> OperationAsync(MailMessage message, CancellationToken cancellationToken) => action switch
    {
        MessageAction.SetFlags flags => SetFlags(message, flags),
        MessageAction.Move move => await db.Folders.FindAsync([move.Target], cancellationToken) is { } folder ? Move(message, folder) : null,
        MessageAction.MoveTo { Role: SpecialUse.Trash } when message.Role == SpecialUse.Trash => New(message, OperationKind.Expunge),
        MessageAction.MoveTo to => await TargetAsync(message.AccountId, to.Role, cancellationToken) is { } folder ? Move(message, folder) : null,
        MessageAction.Copy copy => await db.Folders.FindAsync([copy.Target], cancellationToken) is { } folder ? Copy(message, folder) : null,
        MessageAction.Erase => New(message, OperationKind.Expunge),
        _ => throw new InvalidOperationException($"Unknown action {action}"),
    };

    private static Operation? SetFlags(MailMessage message, MessageAction.SetFlags flags)
    {
        var operation = New(message, OperationKind.SetFlags);
        (operation.Add, operation.Remove) = (flags.Add & ~message.Flags, flags.Remove & message.Flags & ~flags.Add);
        return operation is { Add: MailFlags.None, Remove: MailFlags.None } ? null : operation;
    }

    private static Operation? Copy(MailMessage message, MailFolder target)
    {
        if (target.AccountId != message.AccountId || !target.Selectable || target.Place == FolderPlace.Leaving)
            return null;
        var operation = New(message, OperationKind.Copy);
        operation.TargetId = target.Id;
        return operation;
    }

    private async Task<MailFolder?> TargetAsync(AccountId account, SpecialUse role, CancellationToken cancellationToken)
    {
        if (targets.TryGetValue(account, out var known))
            return known;
        var folders = await db.Folders
            .Where(f => f.AccountId == account && f.Selectable && f.Place != FolderPlace.Leaving && (f.SpecialUse == role || f.SpecialUse == SpecialUse.All))
            .OrderBy(f => f.Id).ToListAsync(cancellationToken);
        var target = folders.Find(f => f.SpecialUse == role) ?? (role == SpecialUse.Archive ? folders.Find(f => f.SpecialUse == SpecialUse.All) : null);
        if (target is null && Creatable.Contains(role))
        {
            target = await FolderActions.EnsureAsync(db, user, account, role, undo, now, cancellationToken);
            tally.FoldersChanged(user, account);
        }

        targets.Add(account, target);
        return target;
    }
}
