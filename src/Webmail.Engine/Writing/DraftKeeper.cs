using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Writing;

/// <summary>Keeps one account's drafts on its server, where other mail programs find them; takes away what was sent or discarded.</summary>
internal sealed partial class DraftKeeper(
    AccountSettings account,
    DraftTools tools,
    ImapSessionPool pool,
    AccountInbox inbox,
    TimeProvider time,
    ILogger<DraftKeeper> logger)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(2);

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="OwnershipLostException">Another actor owns the account now.</exception>
    public async Task RunAsync(long epoch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await tools.Drafts.NextDueAsync(account.Id, cancellationToken) is not { } due)
            {
                var wait = await tools.Drafts.NextDelayAsync(account.Id, cancellationToken) ?? Idle;
                await inbox.WaitForDraftsAsync(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), time, cancellationToken);
                continue;
            }

            try
            {
                await StepAsync(due, epoch, cancellationToken);
            }
            catch (MailFaultException refusal)
            {
                LogPostponed(account.Id, due.Draft.Id, refusal.Fault.Kind);
                await tools.Drafts.DeferAsync(due.Draft.Id, AfterRefusal, cancellationToken);
            }
        }
    }

    private async Task StepAsync(ServerDraft due, long epoch, CancellationToken cancellationToken)
    {
        var isNothing = due.IsWanted ? IsBlank(due.Draft) || due.Version == due.Draft.Version : due is { Version: 0, Uid: null };
        if (isNothing || await tools.Folders.FindAsync(account.Id, SpecialUse.Drafts, cancellationToken) is not { } folder)
        {
            await tools.Drafts.LeaveAsync(due.Draft.Id, cancellationToken);
            return;
        }

        if (!await tools.Ownership.HoldsAsync(account.Id, epoch, cancellationToken))
            throw new OwnershipLostException(account.Id);
        // In another folder than this it is left alone: UIDs are of the folder they were given in.
        var uid = due.Folder == folder.Id ? due.Uid : null;
        if (due.IsWanted)
            await SaveAsync(due, folder, uid, cancellationToken);
        else
            await RemoveAsync(due, folder, uid, cancellationToken);
        inbox.Add(new AccountSignal.Folder(folder.Id));
    }

    private async Task SaveAsync(ServerDraft due, SyncFolder folder, uint? uid, CancellationToken cancellationToken)
    {
        var header = due.Header;
        if (header.Length == 0)
        {
            header = tools.Messages.NewMessageId(account.Address);
            if (!await tools.Drafts.NameAsync(due.Draft.Id, header, cancellationToken))
                return;
        }

        if (await tools.Messages.ComposeDraftAsync(due.Draft, header, cancellationToken) is not { } message)
        {
            await tools.Drafts.LeaveAsync(due.Draft.Id, cancellationToken);
            return;
        }

        DraftReplacement saved;
        await using (var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken))
        {
            saved = await MessagePipe.ReadAsync(message, content => tools.Imap.ReplaceAsync(lease, folder.Path, header, uid, content, time.GetUtcNow(), cancellationToken), cancellationToken);
            lease.Complete();
        }

        if (saved.Theirs is { } theirs)
        {
            LogContested(account.Id, due.Draft.Id);
            await tools.Drafts.ContestAsync(due.Draft.Id, folder.Id, theirs, cancellationToken);
            return;
        }

        LogSaved(account.Id, due.Draft.Id, due.Draft.Version);
        await tools.Drafts.SavedAsync(due.Draft, folder.Id, saved.Uid, cancellationToken);
    }

    private async Task RemoveAsync(ServerDraft due, SyncFolder folder, uint? uid, CancellationToken cancellationToken)
    {
        await using (var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken))
        {
            await tools.Imap.RemoveAsync(lease, folder.Path, due.Header, uid, cancellationToken);
            lease.Complete();
        }

        await tools.Drafts.RemovedAsync(due.Draft.Id, cancellationToken);
    }

    private static bool IsBlank(Draft draft) =>
        draft is { Attachments.Count: 0 } && string.IsNullOrWhiteSpace(draft.To + draft.Cc + draft.Bcc + draft.Subject + draft.Text);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account}: version {Version} of draft {Draft} is on the server")]
    private partial void LogSaved(AccountId account, DraftId draft, int version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: another program changed draft {Draft}; its owner is asked")]
    private partial void LogContested(AccountId account, DraftId draft);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: draft {Draft} is not told to the server for now: {Kind}")]
    private partial void LogPostponed(AccountId account, DraftId draft, MailFaultKind kind);
}
