using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Engine.Reading;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>
/// Does this account's part of transfers between accounts: brings the bytes of what leaves, appends what comes, and removes what has arrived elsewhere.
/// The other account's actor does the rest; the journal says whose turn it is.
/// </summary>
internal sealed partial class TransferPlayer(
    AccountSettings account,
    SyncTools tools,
    ReplayTools replay,
    ActorLinks links,
    MailChangeFeed feed,
    ILogger<TransferPlayer> logger)
{
    /// <returns>Folders whose content on the server changed by it.</returns>
    /// <exception cref="MailFaultException">The server went away or wants a new secret; what was not confirmed stays recorded.</exception>
    /// <exception cref="OwnershipLostException">Another actor owns the account now.</exception>
    public async Task<IReadOnlySet<FolderId>> PlayAsync(long epoch, CancellationToken cancellationToken)
    {
        var touched = new HashSet<FolderId>();
        while (await replay.Transfers.NextRemovalAsync(account.Id, cancellationToken) is { } arrived)
            await StepAsync(epoch, arrived, RemoveAsync, cancellationToken);
        while (await replay.Transfers.NextAppendAsync(account.Id, cancellationToken) is { } coming)
        {
            await StepAsync(epoch, coming, AppendAsync, cancellationToken);
            touched.Add(coming.TargetFolder);
        }

        while (await replay.Transfers.NextFetchAsync(account.Id, cancellationToken) is { } leaving)
            await StepAsync(epoch, leaving, FetchAsync, cancellationToken);
        return touched;
    }

    private async Task StepAsync(long epoch, PendingTransfer transfer, Func<PendingTransfer, CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        switch (await replay.Transfers.ClaimAsync(account.Id, epoch, transfer, cancellationToken))
        {
            case OperationClaim.Lost:
                throw new OwnershipLostException(account.Id);
            case OperationClaim.Changed:
                return;
            case OperationClaim.Claimed:
                break;
        }

        try
        {
            await step(transfer, cancellationToken);
        }
        catch (MailFaultException refusal) when (refusal.Fault.IsFinal)
        {
            LogRefused(account.Id, transfer.Id, refusal.Fault.Kind);
            feed.Publish(await tools.Operations.RefuseAsync(transfer.Id, refusal.Fault, cancellationToken));
        }
    }

    private async Task FetchAsync(PendingTransfer transfer, CancellationToken cancellationToken)
    {
        if (transfer.Body is null)
            await links.Bodies.FetchAsync(transfer.Message, cancellationToken);
        feed.Publish(await replay.Transfers.FetchedAsync(transfer, cancellationToken));
        links.Signal(transfer.Target, new AccountSignal.Operations());
    }

    private async Task AppendAsync(PendingTransfer transfer, CancellationToken cancellationToken)
    {
        var content = transfer.Body is { } blob ? await replay.Blobs.OpenAsync(blob, cancellationToken) : null;
        if (content is null)
        {
            feed.Publish(await replay.Transfers.MissedAsync(transfer, cancellationToken));
            links.Signal(transfer.Source, new AccountSignal.Operations());
            return;
        }

        await using var closing = content;
        await using var lease = await links.Pool.RentAsync(ImapPurpose.Background, cancellationToken);
        var mark = transfer.TargetMark;
        if (mark is null)
        {
            mark = await replay.Copies.NextUidAsync(lease, transfer.TargetPath, cancellationToken);
            if (!await replay.Transfers.MarkAsync(transfer, mark.Value, cancellationToken))
            {
                lease.Complete();
                return;
            }
        }

        var uid = await replay.Copies.AppendAsync(
            lease, transfer.TargetPath, content, transfer.Flags, transfer.Received, mark.Value, isRetry: transfer.TargetMark is not null, cancellationToken);
        lease.Complete();
        CrashPoint.Reach(CrashPoint.TransferAppended);
        feed.Publish(await replay.Transfers.AppendedAsync(transfer, uid, cancellationToken));
        links.Signal(transfer.Source, new AccountSignal.Operations());
    }

    private async Task RemoveAsync(PendingTransfer transfer, CancellationToken cancellationToken)
    {
        await using (var lease = await links.Pool.RentAsync(ImapPurpose.Background, cancellationToken))
        {
            await tools.Imap.ExpungeAsync(lease, transfer.SourcePath, transfer.SourceUidValidity, [transfer.Uid], cancellationToken);
            lease.Complete();
        }

        CrashPoint.Reach(CrashPoint.TransferRemoved);
        feed.Publish(await replay.Transfers.RemovedAsync(transfer, cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: transfer {Operation} refused: {Fault}")]
    private partial void LogRefused(AccountId account, OperationId operation, MailFaultKind fault);
}

/// <summary>What of its actor a player works with.</summary>
internal sealed record ActorLinks(ImapSessionPool Pool, BodyFetcher Bodies, Action<AccountId, AccountSignal> Signal);
