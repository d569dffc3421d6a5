using Webmail.Data;
using Webmail.Engine;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>Mailboxes of other people, as the administrator gives, tests and takes them. A password goes in and never comes out.</summary>
internal sealed class PersonMailboxes(AccountOverview overview, MailboxAccounts mailboxes, AccountTest test, IAccountHost host, Audit audit)
{
    /// <param name="person">Null for everybody's.</param>
    public Task<IReadOnlyList<AccountHealth>> ListAsync(UserId? person, CancellationToken cancellationToken) => overview.ListAsync(person, cancellationToken);

    /// <summary>Tested at both of its servers before it is kept.</summary>
    /// <param name="providerId">Whose servers to take; null for those typed, else those that are found for the address.</param>
    public async Task<AddAccountResult> GiveAsync(UserId person, SignInRequest request, string? providerId, CancellationToken cancellationToken)
    {
        var result = await mailboxes.GiveAsync(person, request, providerId, cancellationToken);
        if (result is AddAccountResult.Added or AddAccountResult.Renewed)
            await audit.WriteAsync(result is AddAccountResult.Added ? AuditKind.MailboxAdded : AuditKind.MailboxRenewed, person, request.Address.Trim());
        return result;
    }

    /// <returns>Null when the account is not the person's, or was tested a moment ago.</returns>
    public Task<IReadOnlyList<AccountTestStep>?> TestAsync(UserId person, AccountId account, (string Subject, string Text) letter, CancellationToken cancellationToken) =>
        test.RunAsync(person, account, letter, cancellationToken);

    /// <returns>False when it is not the person's, or they sign in with it.</returns>
    public async Task<bool> RemoveAsync(UserId person, AccountId account, CancellationToken cancellationToken)
    {
        var address = (await overview.ListAsync(person, cancellationToken)).FirstOrDefault(candidate => candidate.Id == account)?.Address ?? string.Empty;
        if (!await mailboxes.RemoveAsync(person, account, cancellationToken))
            return false;
        await audit.WriteAsync(AuditKind.MailboxRemoved, person, address);
        return true;
    }

    public Task<IReadOnlyList<AccountId>> NeededAsync(UserId person, CancellationToken cancellationToken) => mailboxes.NeededAsync(person, cancellationToken);

    public Task RemoveAllAsync(UserId person, CancellationToken cancellationToken) => mailboxes.RemoveAllAsync(person, cancellationToken);

    public async Task StopAsync(UserId person, CancellationToken cancellationToken)
    {
        foreach (var account in await overview.ListAsync(person, cancellationToken))
            await host.StopAsync(account.Id);
    }

    public async Task StartAsync(UserId person, CancellationToken cancellationToken)
    {
        foreach (var account in await overview.ListAsync(person, cancellationToken))
            host.EnsureRunning(account.Id);
    }
}
