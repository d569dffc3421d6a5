using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What takes an operation back after the server may have heard of it.</summary>
internal sealed class ActionInversion(WebmailDbContext db, UserId user)
{
    /// <summary>The messages the operations are about, and the copies they made; tracked.</summary>
    public async Task<Dictionary<MessageId, MailMessage>> MessagesAsync(IReadOnlyList<Operation> operations, CancellationToken cancellationToken)
    {
        var ids = operations.Select(o => o.MessageId).Distinct().ToArray();
        return await db.Messages.Where(m => ids.Contains(m.Id) && m.UserId == user.Value).ToDictionaryAsync(m => m.Id, cancellationToken);
    }

    /// <returns>Null when it cannot be taken back, or something else was done to the message since.</returns>
    public async Task<Operation?> InverseAsync(Operation operation, Dictionary<MessageId, MailMessage> messages, CancellationToken cancellationToken)
    {
        if (operation.Kind == OperationKind.Copy)
            return await InverseOfCopyAsync(operation, messages, cancellationToken);
        if (!messages.TryGetValue(operation.MessageId, out var message))
            return null;
        switch (operation.Kind)
        {
            case OperationKind.SetFlags:
                var flags = ActionRecording.New(message, OperationKind.SetFlags);
                (flags.Add, flags.Remove) = (operation.Remove, operation.Add);
                return flags;
            case OperationKind.Move or OperationKind.Transfer when message.FolderId == operation.TargetId && (operation.Kind == OperationKind.Move || operation.Done is not null):
                return await db.Folders.FindAsync([operation.FolderId], cancellationToken) is { } back ? ActionRecording.Move(message, back) : null;
            default:
                return null;
        }
    }

    private async Task<Operation?> InverseOfCopyAsync(Operation operation, Dictionary<MessageId, MailMessage> messages, CancellationToken cancellationToken)
    {
        if (operation.TargetUid is not { } uid
            || await db.Messages.SingleOrDefaultAsync(m => m.ServerFolderId == operation.TargetId && m.Uid == uid && m.UserId == user.Value, cancellationToken) is not { } copy)
            return null;
        messages[copy.Id] = copy;
        return ActionRecording.New(copy, OperationKind.Expunge);
    }
}
