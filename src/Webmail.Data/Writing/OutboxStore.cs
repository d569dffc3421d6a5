using Webmail.Model;

namespace Webmail.Data;

/// <summary>The outbox.</summary>
public sealed class OutboxStore
{

    public Task<(OutboxItem Item, IReadOnlyList<MailChange> Changes)> QueueAsync(NewOutboxItem item, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DraftId?> CancelAsync(UserId user, OutboxId item, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<OutboxItem?> NextDueAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<TimeSpan?> NextDelayAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> ClaimAsync(OutboxId item, AccountId account, long epoch, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> AdvanceAsync(OutboxId item, OutboxState from, OutboxState to, string? serverText, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> DeferAsync(OutboxId item, TimeSpan delay, string serverText, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> RecoverAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<OutboxItem?> FindAsync(UserId user, OutboxId item, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> DismissAsync(UserId user, OutboxId item, CancellationToken cancellationToken) => throw new NotImplementedException();
}
