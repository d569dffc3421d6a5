using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>A newer actor owns the account: this one stops at once and touches nothing more.</summary>
internal sealed class OwnershipLostException(AccountId account) : Exception($"Account {account} has a new owner")
{
    public AccountId Account => account;
}
