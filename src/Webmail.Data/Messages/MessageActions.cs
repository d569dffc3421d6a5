using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a person does to messages.</summary>
public sealed class MessageActions
{

    public Task<ActionResult> SetFlagsAsync(UserId user, IReadOnlyList<MessageId> messages, MailFlags add, MailFlags remove, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ActionResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ActionResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<ActionResult?> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken) => throw new NotImplementedException();
}
