using Webmail.Model;

namespace Webmail.Engine;

public sealed class MailboxCommands
{
    public Task<CommandResult> SetFlagsAsync(UserId user, IReadOnlyList<MessageId> messages, MailFlags add, MailFlags remove, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<CommandResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<CommandResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<bool> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken) => throw new NotSupportedException();
}
