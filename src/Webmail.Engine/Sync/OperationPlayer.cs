using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Replays recorded operations to the server: in order within a folder, runs of the same kind as one command, each idempotent.</summary>
internal sealed partial class OperationPlayer(
    AccountSettings account,
    SyncTools tools,
    ReplayTools replay,
    ImapSessionPool pool,
    MailChangeFeed feed,
    ILogger<OperationPlayer> logger)
{
    // A line of 500 scattered UIDs is below the 8,000 octets every server takes (RFC 7162 §4).
    private const int AtOnce = 500;
    private const int PatienceForUid = 5;
    private static readonly TimeSpan UidPause = TimeSpan.FromSeconds(2);

    /// <summary>Replays what is due.</summary>
    /// <returns>Folders whose content on the server changed by it.</returns>
    /// <exception cref="MailFaultException">The server went away or wants a new secret; what was not confirmed stays recorded.</exception>
    /// <exception cref="OwnershipLostException">Another actor owns the account now.</exception>
    public async Task<IReadOnlySet<FolderId>> PlayAsync(long epoch, CancellationToken cancellationToken)
    {
        var touched = new HashSet<FolderId>();
        while (true)
        {
            var waiting = await tools.Operations.NextAsync(account.Id, AtOnce, cancellationToken);
            if (waiting.Count == 0)
                return touched;
            var run = FirstRun(waiting);
            var ids = run.Select(operation => operation.Id).ToList();
            switch (await tools.Operations.ClaimAsync(account.Id, epoch, ids, cancellationToken))
            {
                case OperationClaim.Lost:
                    throw new OwnershipLostException(account.Id);
                case OperationClaim.Changed:
                    continue;
                case OperationClaim.Claimed:
                    break;
            }

            try
            {
                await ReplayAsync(run, touched, cancellationToken);
            }
            catch (MailFaultException refusal) when (refusal.Fault.IsFinal)
            {
                LogRefused(account.Id, run[0].Kind, run.Count, refusal.Fault.Kind);
                foreach (var operation in run)
                    feed.Publish(await tools.Operations.RefuseAsync(operation.Id, refusal.Fault, cancellationToken));
            }
        }
    }

    /// <summary>The longest run from the oldest on that is one command: same folder, kind and change.</summary>
    private static List<PendingOperation> FirstRun(IReadOnlyList<PendingOperation> waiting)
    {
        var first = waiting[0];
        return [.. waiting.TakeWhile(operation =>
            operation.Folder == first.Folder
            && operation.Kind == first.Kind
            && operation.Add == first.Add
            && operation.Remove == first.Remove
            && operation.Target == first.Target
            && operation.TargetMark == first.TargetMark
            && operation.Uid.HasValue == first.Uid.HasValue)];
    }

    private async Task ReplayAsync(List<PendingOperation> run, HashSet<FolderId> touched, CancellationToken cancellationToken)
    {
        var first = run[0];
        if (first.Uid is null)
        {
            await WaitForUidAsync(run, touched, cancellationToken);
            return;
        }

        var anchor = (await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken)).FirstOrDefault(folder => folder.Id == first.Folder)?.Anchor
            ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folder no longer exists"));
        List<uint> uids = [.. run.Select(operation => operation.Uid ?? 0).Distinct()];
        IReadOnlyDictionary<uint, uint> moved = new Dictionary<uint, uint>();
        CrashPoint.Reach(CrashPoint.Claimed);
        await using (var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken))
        {
            switch (first.Kind)
            {
                case OperationKind.SetFlags:
                    await tools.Imap.StoreFlagsAsync(lease, first.FolderPath, anchor.UidValidity, uids, first.Add, first.Remove, cancellationToken);
                    break;
                case OperationKind.Move when first.TargetPath is { } target && replay.Copies.MovesAtOnce(lease):
                    moved = await tools.Imap.MoveAsync(lease, first.FolderPath, anchor.UidValidity, uids, target, cancellationToken);
                    break;
                case OperationKind.Move when first.TargetPath is { } target:
                    // Two commands: between them the connection can break, and the copy must not be made twice.
                    moved = await CopyAsync(lease, run, anchor, uids, target, cancellationToken);
                    CrashPoint.Reach(CrashPoint.MoveCopied);
                    await tools.Imap.ExpungeAsync(lease, first.FolderPath, anchor.UidValidity, uids, cancellationToken);
                    break;
                case OperationKind.Copy when first.TargetPath is { } target:
                    moved = await CopyAsync(lease, run, anchor, uids, target, cancellationToken);
                    break;
                case OperationKind.Move or OperationKind.Copy:
                    throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The target folder no longer exists"));
                case OperationKind.Expunge:
                    await tools.Imap.ExpungeAsync(lease, first.FolderPath, anchor.UidValidity, uids, cancellationToken);
                    break;
            }

            lease.Complete();
        }

        CrashPoint.Reach(CrashPoint.Replayed);
        var newUids = run
            .Where(operation => operation.Uid is { } uid && moved.ContainsKey(uid))
            .ToDictionary(operation => operation.Id, operation => moved[operation.Uid ?? 0]);
        feed.Publish(await tools.Operations.CompleteAsync([.. run.Select(operation => operation.Id)], newUids, cancellationToken));
        if (first.Kind is OperationKind.Move or OperationKind.Copy && first.Target is { } targetFolder)
        {
            touched.Add(targetFolder);
            touched.Add(first.Folder);
        }
    }

    private async Task<IReadOnlyDictionary<uint, uint>> CopyAsync(
        ImapLease lease, List<PendingOperation> run, SyncAnchor anchor, List<uint> uids, string target, CancellationToken cancellationToken)
    {
        var known = run[0].TargetMark;
        var mark = known ?? await replay.Copies.NextUidAsync(lease, target, cancellationToken);
        if (known is null)
            await tools.Operations.MarkAsync([.. run.Select(operation => operation.Id)], mark, cancellationToken);
        return await replay.Copies.CopyAsync(lease, run[0].FolderPath, anchor.UidValidity, uids, target, mark, isRetry: known is not null, cancellationToken);
    }

    /// <summary>The server did not say where an earlier move put the message: a scan of the folder finds it by its Message-ID.</summary>
    private async Task WaitForUidAsync(List<PendingOperation> run, HashSet<FolderId> touched, CancellationToken cancellationToken)
    {
        if (run[0].Attempts >= PatienceForUid)
            throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The message is no longer in the folder"));
        touched.Add(run[0].Folder);
        await tools.Operations.PostponeAsync(
            [.. run.Select(operation => operation.Id)],
            UidPause,
            new MailFault(MailFaultKind.NotFound, "Its place on the server is not known yet"),
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: {Count} operations {Kind} refused: {Fault}")]
    private partial void LogRefused(AccountId account, OperationKind kind, int count, MailFaultKind fault);
}
