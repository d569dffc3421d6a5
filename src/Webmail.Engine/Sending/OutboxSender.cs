using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Engine.Sending;

/// <summary>Takes one account's queued messages through their states, one at a time: submit, file the copy, mark the original.</summary>
internal sealed partial class OutboxSender(
    AccountSettings account,
    SendingTools tools,
    ICredentialSource credentials,
    SendingLimits limits,
    ImapSessionPool pool,
    AccountInbox inbox,
    TimeProvider time,
    ILogger<OutboxSender> logger)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptOpen = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(48);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="OwnershipLostException">Another actor owns the account now.</exception>
    public async Task RunAsync(long epoch, CancellationToken cancellationToken)
    {
        tools.Feed.Publish(await tools.Outbox.RecoverAsync(account.Id, cancellationToken));
        await using var session = tools.Submitter.Open(account.Servers);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await tools.Outbox.NextDueAsync(account.Id, cancellationToken) is not { } item)
            {
                var wait = await tools.Outbox.NextDelayAsync(account.Id, cancellationToken) ?? Idle;
                // A queue is sent over one connection; without more to send soon it is given back.
                if (session.IsOpen && wait > KeptOpen)
                    await session.CloseAsync();
                await inbox.WaitForOutboxAsync(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), time, cancellationToken);
                continue;
            }

            try
            {
                await StepAsync(item, session, epoch, cancellationToken);
            }
            catch (MailFaultException fault)
            {
                LogPostponed(account.Id, item.Id, item.State, fault.Fault.Kind);
                Notice(fault.Fault);
                tools.Feed.Publish(await tools.Outbox.DeferAsync(item.Id, PauseAfter(item.Attempts), fault.Fault.ServerText, cancellationToken));
            }
        }
    }

    private Task StepAsync(OutboxItem item, SmtpSession session, long epoch, CancellationToken cancellationToken) => item.State switch
    {
        OutboxState.Queued => SubmitAsync(item, session, epoch, cancellationToken),
        OutboxState.Submitted => FileAsync(item, epoch, cancellationToken),
        OutboxState.Filed => MarkOriginalAsync(item, cancellationToken),
        OutboxState.Uncertain => SearchSentAsync(item, cancellationToken),
        _ => throw new InvalidOperationException($"Nothing to do for {item.State}"),
    };

    private async Task SubmitAsync(OutboxItem item, SmtpSession session, long epoch, CancellationToken cancellationToken)
    {
        if (await limits.WaitAsync(account, cancellationToken) is { } waiting)
        {
            tools.Feed.Publish(await tools.Outbox.DeferAsync(item.Id, waiting.Delay, OutboxNotes.DailyLimit(waiting.MessagesADay), cancellationToken));
            return;
        }

        // The secret first: without it nothing was tried, and the item must stay as it is.
        await credentials.GetAsync(cancellationToken);
        if (!await tools.Outbox.ClaimAsync(item.Id, account.Id, epoch, cancellationToken))
        {
            if (!await tools.Ownership.HoldsAsync(account.Id, epoch, cancellationToken))
                throw new OwnershipLostException(account.Id);
            return; // Taken back by the person between our look and the claim.
        }

        CrashPoint.Reach(CrashPoint.SendClaimed);
        SubmissionResult result;
        await using (var content = await tools.Blobs.OpenAsync(item.Blob, cancellationToken) ?? throw new InvalidOperationException($"The bytes of queued message {item.Id} are gone"))
            result = await session.SubmitAsync(credentials, new Submission(item.Sender, item.Recipients, item.WantsReport), content, cancellationToken);

        CrashPoint.Reach(CrashPoint.SendAccepted);
        switch (result)
        {
            case SubmissionResult.Accepted accepted:
                LogSubmitted(account.Id, item.Id, accepted.Refused.Count);
                tools.Feed.Publish(await tools.Outbox.AcceptedAsync(item.Id, accepted.Refused, cancellationToken));
                break;
            case SubmissionResult.Rejected rejected:
                tools.Feed.Publish(await tools.Outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Rejected, rejected.Fault.CodeAndText, cancellationToken));
                break;
            // What waits for the person waits as long as the person does.
            case SubmissionResult.Deferred deferred when time.GetUtcNow() - item.FirstTry > GiveUpAfter && deferred.Fault.Kind != MailFaultKind.Authentication:
                tools.Feed.Publish(await tools.Outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Rejected, deferred.Fault.CodeAndText, cancellationToken));
                break;
            case SubmissionResult.Deferred deferred:
                Notice(deferred.Fault);
                tools.Feed.Publish(await tools.Outbox.DeferAsync(item.Id, deferred.Fault.RetryAfter ?? PauseAfter(item.Attempts), deferred.Fault.CodeAndText, cancellationToken));
                break;
            case SubmissionResult.Unknown unknown:
                LogUncertain(account.Id, item.Id, unknown.Fault.Kind);
                tools.Feed.Publish(await tools.Outbox.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Uncertain, unknown.Fault.ServerText, cancellationToken));
                break;
            default:
                throw new InvalidOperationException($"Unknown result {result.GetType().Name}");
        }

        if (result.MaxBytes is { } limit)
            await tools.Accounts.SetSmtpLimitAsync(account.Id, limit, cancellationToken);
    }

    /// <summary>A message that may have left: a provider that files copies itself has one if it took it. Its absence proves nothing, so then the person decides.</summary>
    private async Task SearchSentAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var found = false;
        if (item.MessageIdHeader.Length > 0 && await tools.Folders.FindAsync(account.Id, SpecialUse.Sent, cancellationToken) is { } sent)
        {
            await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
            found = await tools.Imap.FindAsync(lease, sent.Path, item.MessageIdHeader, cancellationToken) is not null;
            lease.Complete();
            if (found)
                inbox.Add(new AccountSignal.Folder(sent.Id));
        }

        LogSearched(account.Id, item.Id, found);
        tools.Feed.Publish(await tools.Outbox.SearchedAsync(item.Id, found, cancellationToken));
    }

    /// <summary>The copy in Sent, exactly once: by the provider, or by APPEND after a look whether an earlier attempt already made it.</summary>
    private async Task FileAsync(OutboxItem item, long epoch, CancellationToken cancellationToken)
    {
        // As the person wants it now: they may have changed their mind since this account was started.
        var choice = (await tools.Accounts.FindAsync(account.Id, cancellationToken))?.SentCopy ?? SentCopy.AsProvider;
        if (!SentCopies.IsProviders(choice, account.Servers))
        {
            var sent = await tools.Folders.FindAsync(account.Id, SpecialUse.Sent, cancellationToken);
            if (!await tools.Ownership.HoldsAsync(account.Id, epoch, cancellationToken))
                throw new OwnershipLostException(account.Id);
            await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
            var path = sent?.Path ?? await CreateSentAsync(lease, cancellationToken);
            if (item.MessageIdHeader.Length == 0 || await tools.Imap.FindAsync(lease, path, item.MessageIdHeader, cancellationToken) is null)
            {
                await using var content = await tools.Blobs.OpenAsync(item.Blob, cancellationToken) ?? throw new InvalidOperationException($"The bytes of sent message {item.Id} are gone");
                await tools.Imap.AppendAsync(lease, path, content, MailFlags.Seen, time.GetUtcNow(), cancellationToken);
            }

            lease.Complete();
            inbox.Add(sent is null ? new AccountSignal.AllFolders() : new AccountSignal.Folder(sent.Id));
        }

        CrashPoint.Reach(CrashPoint.SendFiled);
        tools.Feed.Publish(await tools.Outbox.AdvanceAsync(item.Id, OutboxState.Submitted, OutboxState.Filed, null, cancellationToken));
    }

    // A copy is not given up because there is no place for it yet. Before the folders were listed nobody knows whether there is one.
    private async Task<string> CreateSentAsync(ImapLease lease, CancellationToken cancellationToken)
    {
        const string Name = "Sent";
        if ((await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken)).Count == 0)
            throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folders of this mailbox are not known yet"));
        await tools.Editor.CreateAsync(lease, Name, "/", SpecialUse.Sent, cancellationToken);
        return Name;
    }

    private async Task MarkOriginalAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var flag = item.Kind switch
        {
            DraftKind.Reply or DraftKind.ReplyAll => MailFlags.Answered,
            DraftKind.Forward => MailFlags.Forwarded,
            _ => MailFlags.None,
        };
        if (item.Original is { } original && flag != MailFlags.None)
        {
            var result = await tools.Actions.SetFlagsAsync(item.User, [original], flag, MailFlags.None, cancellationToken);
            tools.Feed.Publish(result.Changes);
            inbox.Add(new AccountSignal.Operations());
        }

        tools.Feed.Publish(await tools.Outbox.AdvanceAsync(item.Id, OutboxState.Filed, OutboxState.Done, null, cancellationToken));
        inbox.Add(new AccountSignal.Drafts());
        await tools.Blobs.DeleteAsync(item.Blob, cancellationToken);
    }

    private void Notice(MailFault fault)
    {
        if (fault.Kind == MailFaultKind.Authentication)
            inbox.Add(new AccountSignal.Refused());
    }

    private static TimeSpan PauseAfter(int attempts) => Pauses[Math.Clamp(attempts - 1, 0, Pauses.Length - 1)];

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: message {Item} submitted, {Refused} recipients refused")]
    private partial void LogSubmitted(AccountId account, OutboxId item, int refused);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: message {Item} may have left ({Kind}); it is not sent again")]
    private partial void LogUncertain(AccountId account, OutboxId item, MailFaultKind kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: message {Item} may have left; a copy in Sent: {Found}")]
    private partial void LogSearched(AccountId account, OutboxId item, bool found);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: message {Item} stays {State} for now: {Kind}")]
    private partial void LogPostponed(AccountId account, OutboxId item, OutboxState state, MailFaultKind kind);
}
