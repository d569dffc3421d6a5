using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Has the actors and the screens of a person follow what became of their accounts.</summary>
public sealed class AccountKeeper(AccountStore accounts, OutboxStore outbox, IAccountHost host, MailChangeFeed feed)
{
    public void Start(UserId user, AccountId account)
    {
        host.EnsureRunning(account);
        Tell([new MailChange.AccountChanged(user, account)]);
    }

    /// <summary>The server accepted this secret just now: what waited for it goes on.</summary>
    public async Task RenewAsync(UserId user, AccountId account, MailCredential credential, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user, account, cancellationToken) is null)
            return;
        await accounts.ReplaceCredentialAsync(account, credential, cancellationToken);
        await outbox.HastenAsync(user, cancellationToken);
        host.Signal(account, new AccountSignal.Credential());
    }

    public Task StopAsync(AccountId account) => host.StopAsync(account);

    public void Tell(IReadOnlyList<MailChange> changes) => feed.Publish(changes);
}
