using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Reading;
using Webmail.Engine.Sending;
using Webmail.Engine.Sync;
using Webmail.Mail.Imap;

namespace Webmail.Engine.Accounts;

/// <summary>Puts an actor together.</summary>
internal sealed class AccountActorFactory(
    SyncTools syncTools,
    SendingTools sendingTools,
    BodyTools bodyTools,
    ImapSessionPoolFactory pools,
    IdleWatcher idle,
    CurrentServers servers,
    EngineContext context)
{
    /// <param name="watch">What is looked at while the actor runs.</param>
    public AccountActor Create(AccountSettings stored, AccountInbox inbox, FolderWatch watch)
    {
        var account = stored with { Servers = servers.Of(stored) };
        var accounts = sendingTools.Accounts;
        var feed = sendingTools.Feed;
        var pool = pools.Create(account.Servers, new StoredCredentialSource(accounts, account.Id));
        var parts = new AccountParts(
            inbox,
            pool,
            new AccountSync(account, syncTools, pool, feed, context.Time, context.Loggers.CreateLogger<AccountSync>()),
            new OperationPlayer(account, syncTools, pool, feed, context.Loggers.CreateLogger<OperationPlayer>()),
            new OutboxSender(account, sendingTools, pool, inbox, context.Time, context.Loggers.CreateLogger<OutboxSender>()),
            new BodyFetcher(account, bodyTools, pool),
            idle,
            watch,
            syncTools,
            context.Options.Polling);
        return new AccountActor(account, parts, accounts, feed, context.Time, context.Loggers.CreateLogger<AccountActor>());
    }
}
