using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine.Sending;

/// <summary>Tells screens and the sender that the outbox changed.</summary>
public sealed class OutboxSignals(MailChangeFeed feed, IAccountHost host)
{
    public void Changed(AccountId account, IReadOnlyList<MailChange> changes)
    {
        feed.Publish(changes);
        host.Signal(account, new AccountSignal.Outbox());
    }
}
