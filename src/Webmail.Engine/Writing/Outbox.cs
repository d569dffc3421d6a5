using Webmail.Model;

namespace Webmail.Engine;

public sealed class Outbox
{
    public Task<SendResult> SendAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<DraftId?> UndoAsync(UserId user, OutboxId item, CancellationToken cancellationToken) => throw new NotSupportedException();
}
