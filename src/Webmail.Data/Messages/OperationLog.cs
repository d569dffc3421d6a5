using Webmail.Model;

namespace Webmail.Data;

/// <summary>Pending operations.</summary>
public sealed class OperationLog
{

    public Task<IReadOnlyList<PendingOperation>> NextAsync(AccountId account, int max, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<OperationClaim> ClaimAsync(AccountId account, long epoch, IReadOnlyList<OperationId> operations, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> CompleteAsync(IReadOnlyList<OperationId> operations, IReadOnlyDictionary<OperationId, uint> newUids, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> RefuseAsync(OperationId operation, MailFault fault, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task PostponeAsync(IReadOnlyList<OperationId> operations, TimeSpan delay, MailFault fault, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<TimeSpan?> NextDelayAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
}
