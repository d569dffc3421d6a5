using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.OAuth;
using Webmail.Engine.Reading;
using Webmail.Engine.Search;
using Webmail.Engine.Sending;
using Webmail.Engine.Sync;
using Webmail.Engine.Writing;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Puts an actor together.</summary>
internal sealed class AccountActorFactory(
    SyncTools syncTools,
    ReplayTools replayTools,
    SendingTools sendingTools,
    SendingLimits limits,
    DraftTools draftTools,
    BodyTools bodyTools,
    TextTools textTools,
    ImapSessionPoolFactory pools,
    IdleWatcher idle,
    CurrentServers servers,
    AccountCredentials credentials,
    EngineContext context)
{
    /// <param name="watch">What is looked at while the actor runs.</param>
    /// <param name="signal">Reaches the actors of other accounts.</param>
    public AccountActor Create(AccountSettings stored, AccountInbox inbox, FolderWatch watch, Action<AccountId, AccountSignal> signal)
    {
        var account = stored with { Servers = servers.Of(stored) };
        var accounts = sendingTools.Accounts;
        var feed = sendingTools.Feed;
        var credential = credentials.Of(account.Id);
        var pool = pools.Create(account.Servers, credential);
        var bodies = new BodyFetcher(account, bodyTools, pool);
        var fetchers = new MessageFetchers(
            bodies, new OutlineFetcher(account, bodyTools, pool), new PartFetcher(account, bodyTools, pool, context.Loggers.CreateLogger<PartFetcher>()));
        var replayer = new Replayer(
            new FolderPlayer(account, syncTools, replayTools, pool, feed, context.Loggers.CreateLogger<FolderPlayer>()),
            new OperationPlayer(account, syncTools, replayTools, pool, feed, context.Loggers.CreateLogger<OperationPlayer>()),
            new TransferPlayer(account, syncTools, replayTools, new ActorLinks(pool, bodies, signal), feed, context.Loggers.CreateLogger<TransferPlayer>()));
        var parts = new AccountParts(
            inbox,
            credential,
            pool,
            new AccountSync(account, syncTools, pool, feed, context.Time, context.Loggers.CreateLogger<AccountSync>()),
            new AccountFacts(account.Id, syncTools, pool, context.Time),
            replayer,
            new OutboxSender(account, sendingTools, new SendingCredential(account.Id, sendingTools.SmtpSignIns, credential), limits, pool, inbox, context.Time, context.Loggers.CreateLogger<OutboxSender>()),
            new DraftKeeper(account, draftTools, pool, inbox, context.Time, context.Loggers.CreateLogger<DraftKeeper>()),
            fetchers,
            new BodyPrefetcher(account, bodyTools.Messages, bodies, inbox, context.Options, context.Loggers.CreateLogger<BodyPrefetcher>()),
            new TextIndexer(account, textTools, pool, context.Loggers.CreateLogger<TextIndexer>()),
            new ServerSearcher(account, textTools.Folders, textTools.Search, pool),
            idle,
            watch,
            syncTools,
            context.Options.Polling);
        return new AccountActor(account, parts, accounts, feed, context.Time, context.Loggers.CreateLogger<AccountActor>());
    }
}
