using Webmail.Data;
using Webmail.Mail.Imap;

namespace Webmail.Engine.Sync;

/// <summary>What synchronising and replaying need of the layers below; the same for every account.</summary>
internal sealed record SyncTools(
    FolderLister Lister,
    FolderScanner Scanner,
    ImapMessages Imap,
    FolderStore Folders,
    MailStore Messages,
    OperationLog Operations,
    ImapQuota Quota,
    AccountChoices Choices);
