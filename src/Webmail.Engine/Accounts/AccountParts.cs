using Webmail.Engine.Reading;
using Webmail.Engine.Search;
using Webmail.Engine.Sending;
using Webmail.Engine.Sync;
using Webmail.Engine.Writing;
using Webmail.Mail;
using Webmail.Mail.Imap;

namespace Webmail.Engine.Accounts;

/// <summary>What one actor is made of; all of it lives and ends with the actor.</summary>
internal sealed record AccountParts(
    AccountInbox Inbox,
    ICredentialSource Credential,
    ImapSessionPool Pool,
    AccountSync Sync,
    AccountFacts Facts,
    Replayer Replayer,
    OutboxSender Outbox,
    DraftKeeper Drafts,
    MessageFetchers Fetchers,
    BodyPrefetcher Prefetcher,
    TextIndexer Texts,
    ServerSearcher Searcher,
    IdleWatcher Idle,
    FolderWatch Watch,
    SyncTools Tools,
    bool Polling);
