using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;

namespace Webmail.Engine.Sending;

/// <summary>What sending needs of the layers below; the same for every account.</summary>
internal sealed record SendingTools(
    AccountStore Accounts,
    SmtpSignInStore SmtpSignIns,
    AccountOwnership Ownership,
    OutboxStore Outbox,
    FolderStore Folders,
    MessageActions Actions,
    BlobStore Blobs,
    SmtpSubmitter Submitter,
    ImapMessages Imap,
    FolderEditor Editor,
    MailChangeFeed Feed);
