using Webmail.Model;

namespace Webmail.Data;

/// <summary>Which actor owns an account.</summary>
public sealed class AccountOwnership
{
    /// <summary>True while no later epoch was begun. Asked before what cannot be undone on a server.</summary>
    public Task<bool> HoldsAsync(AccountId account, long epoch, CancellationToken cancellationToken) => throw new NotImplementedException();
}
