using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Keeps one account's index true, a step at a time, the most wanted step first. Owned by the actor; not for concurrent use.</summary>
internal sealed partial class AccountSync(
    AccountSettings account,
    SyncTools tools,
    ImapSessionPool pool,
    MailChangeFeed feed,
    TimeProvider time,
    ILogger<AccountSync> logger)
{
    private const int PreviewsAtOnce = 50;
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListAgain = TimeSpan.FromSeconds(30);
    private readonly FolderRenames _renames = new(account.Id, tools);
    private readonly HashSet<FolderId> _dirty = [];
    private readonly HashSet<FolderId> _previewsDone = [];
    private readonly TaskCompletionSource _firstList = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<SyncFolder> _folders = [];
    private IReadOnlyList<FolderId> _preferred = [];
    private bool _lookAtAll;
    private bool _found;
    private bool _owesWork;
    private long? _listed;

    /// <summary>The folder may have changed on the server.</summary>
    public void Touch(FolderId folder) => _dirty.Add(folder);

    /// <summary>Every folder may have changed, and the list of folders too.</summary>
    public void TouchAll()
    {
        _listed = null;
        _lookAtAll = true;
    }

    /// <summary>Folders that go before the others, because somebody looks at them.</summary>
    public void Prefer(IReadOnlyList<FolderId> folders) => _preferred = folders;

    /// <summary>The folder with this path; null when it was not in the last list. Safe from any thread.</summary>
    public FolderId? Find(string path) => _folders.FirstOrDefault(folder => folder.Path == path)?.Id;

    /// <summary>True once after a scan found something.</summary>
    public bool TakeFound()
    {
        var found = _found;
        _found = false;
        return found;
    }

    /// <summary>The list of folders changed on the server.</summary>
    public void ListSoon() => _listed = null;

    /// <summary>The first synchronisation of every folder is finished.</summary>
    public bool IsComplete => _folders.All(folder => folder.Anchor.IsComplete);

    /// <summary>Completes when the folders were listed for the first time since the start.</summary>
    public Task FirstList => _firstList.Task;

    /// <summary>Does the most wanted step.</summary>
    /// <param name="interrupted">Asked between the parts of a long step: true when something else came up.</param>
    /// <returns>False when nothing is left to do.</returns>
    /// <exception cref="MailFaultException">The server refused or went away; the lease is already dropped.</exception>
    public async Task<bool> StepAsync(Func<bool> interrupted, CancellationToken cancellationToken)
    {
        // Asked to look at everything over and over, faster than all folders are scanned, it gets on all the same: between two lists come all the
        // folders that the first one named, and one step of what comes after them.
        var isListDue = _listed is not { } listed || time.GetElapsedTime(listed) > ListEvery;
        if (isListDue && !_owesWork)
        {
            await ListAsync(cancellationToken);
            _owesWork = true;
            return true;
        }

        if (Dirty() is { } dirty)
        {
            await ScanAsync(dirty, cancellationToken);
            return true;
        }

        _owesWork = false;
        if (_folders.FirstOrDefault(folder => folder.Anchor.UidValidity == 0) is { } unseen)
        {
            await ScanAsync(unseen, cancellationToken);
            return true;
        }

        if (Ordered().FirstOrDefault(candidate => !candidate.Anchor.IsComplete) is { } incomplete)
        {
            await BackfillAsync(incomplete, interrupted, cancellationToken);
            return true;
        }

        foreach (var candidate in _folders)
        {
            if (_previewsDone.Contains(candidate.Id))
                continue;
            if (await FillPreviewsAsync(candidate, cancellationToken))
                return true;
            _previewsDone.Add(candidate.Id);
        }

        return isListDue;
    }

    private SyncFolder? Dirty()
    {
        var dirty = Ordered().FirstOrDefault(folder => _dirty.Contains(folder.Id));
        if (dirty is null)
            _dirty.Clear();
        return dirty;
    }

    private IEnumerable<SyncFolder> Ordered() =>
        _folders.Where(folder => _preferred.Contains(folder.Id)).Concat(_folders);

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ServerFolder> listed;
        IReadOnlyDictionary<FolderId, string> renamed;
        await using (var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken))
        {
            listed = await tools.Lister.ListAsync(lease, cancellationToken);
            renamed = await _renames.FindAsync(lease, listed, cancellationToken);
            lease.Complete();
        }

        CrashPoint.Reach(CrashPoint.Listed);
        feed.Publish(await tools.Folders.ApplyFoldersAsync(account.Id, listed, renamed, cancellationToken));
        _folders = await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken);
        _listed = time.GetTimestamp();
        if (_lookAtAll)
            TouchChanged(listed);
        _firstList.TrySetResult();
    }

    private void TouchChanged(IReadOnlyList<ServerFolder> listed)
    {
        _lookAtAll = false;
        var statuses = listed.ToLookup(folder => folder.Path, folder => folder.Status);
        foreach (var folder in _folders)
        {
            if (statuses[folder.Path].FirstOrDefault() is not { } status || !status.IsAt(folder.Anchor, folder.ServerTotal))
                _dirty.Add(folder.Id);
        }
    }

    private async Task ScanAsync(SyncFolder folder, CancellationToken cancellationToken)
    {
        FolderDelta delta;
        await using (var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken))
        {
            try
            {
                delta = await tools.Scanner.ScanAsync(
                    lease,
                    folder.Path,
                    folder.Anchor,
                    (from, to, token) => tools.Messages.KnownAsync(folder.Id, from, to, token),
                    cancellationToken);
            }
            catch (MailFaultException gone) when (gone.Fault.Kind is MailFaultKind.NotFound or MailFaultKind.Refused)
            {
                LeaveOut(folder, gone.Fault.Kind);
                return;
            }

            lease.Complete();
        }

        await ApplyAsync(folder, delta, cancellationToken);
        _found |= delta.Added.Count + delta.Changed.Count + delta.Vanished.Count > 0;
        if (!delta.MoreToCome || !folder.Anchor.IsComplete)
            _dirty.Remove(folder.Id);
        if (delta.Added.Count > 0)
        {
            _previewsDone.Remove(folder.Id);
            // The newest are on somebody's screen: their first words follow at once. Those of older ones come when all are listed.
            if (folder.Anchor.UidValidity == 0 || delta.Added[0].Uid >= folder.Anchor.UidNext)
                await FillPreviewsAsync(folder, cancellationToken);
        }
    }

    /// <summary>Goes down to the oldest message: while one part is stored the server already sends the next.</summary>
    private async Task BackfillAsync(SyncFolder folder, Func<bool> interrupted, CancellationToken cancellationToken)
    {
        var storing = Task.CompletedTask;
        var reached = folder.Anchor;
        await using var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken);
        try
        {
            await foreach (var delta in tools.Scanner.BackfillAsync(lease, folder.Path, folder.Anchor, cancellationToken))
            {
                await storing;
                reached = delta.Next;
                // On a thread of its own: SQLite's asynchronous calls are synchronous.
                storing = Task.Run(() => ApplyAsync(folder, delta, cancellationToken), cancellationToken);
                if (lease.IsWanted || interrupted())
                    break;
            }

            lease.Complete();
        }
        catch (MailFaultException gone) when (gone.Fault.Kind is MailFaultKind.NotFound or MailFaultKind.Refused)
        {
            LeaveOut(folder, gone.Fault.Kind);
        }
        finally
        {
            await storing;
        }

        // What changed meanwhile, or what the folder is now.
        if (reached.IsComplete || reached == folder.Anchor)
            _dirty.Add(folder.Id);
        _previewsDone.Remove(folder.Id);
    }

    private async Task ApplyAsync(SyncFolder folder, FolderDelta delta, CancellationToken cancellationToken)
    {
        CrashPoint.Reach(CrashPoint.Scanned);
        feed.Publish(await tools.Messages.ApplyDeltaAsync(account.Id, folder.Id, delta, cancellationToken));
        _folders = [.. _folders.Select(other => other.Id == folder.Id ? other with { Anchor = delta.Next, ServerTotal = delta.ServerTotal } : other)];
        LogScanned(account.Id, folder.Id, delta.Added.Count, delta.Changed.Count, delta.Vanished.Count);
    }

    /// <summary>Deleted, renamed or closed to us since it was listed: the next list knows. The other folders go on.</summary>
    private void LeaveOut(SyncFolder folder, MailFaultKind kind)
    {
        LogFolderSkipped(account.Id, folder.Id, kind);
        _dirty.Remove(folder.Id);
        _folders = [.. _folders.Where(other => other.Id != folder.Id)];
        // Not at once again for one that is listed and yet never there.
        if (kind == MailFaultKind.NotFound && _listed is { } listed && time.GetElapsedTime(listed) > ListAgain)
            _listed = null;
    }

    private async Task<bool> FillPreviewsAsync(SyncFolder folder, CancellationToken cancellationToken)
    {
        var current = _folders.FirstOrDefault(other => other.Id == folder.Id);
        if (current is null || current.Anchor.UidValidity == 0)
            return false;
        var uids = await tools.Messages.WithoutPreviewAsync(current.Id, PreviewsAtOnce, cancellationToken);
        if (uids.Count == 0)
            return false;

        IReadOnlyList<PreviewText> previews;
        await using (var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken))
        {
            previews = await tools.Imap.PreviewsAsync(lease, current.Path, current.Anchor.UidValidity, uids, cancellationToken);
            lease.Complete();
        }

        // A message the server gave no text for counts as known, or it would be asked for for ever.
        var known = previews.Select(preview => preview.Uid).ToHashSet();
        IReadOnlyList<PreviewText> all = [.. previews, .. uids.Where(uid => !known.Contains(uid)).Select(uid => new PreviewText(uid, ""))];
        feed.Publish(await tools.Messages.ApplyPreviewsAsync(account.Id, current.Id, all, cancellationToken));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account} folder {Folder}: {Added} added, {Changed} changed, {Vanished} vanished")]
    private partial void LogScanned(AccountId account, FolderId folder, int added, int changed, int vanished);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} folder {Folder} is left out until the next list: {Kind}")]
    private partial void LogFolderSkipped(AccountId account, FolderId folder, MailFaultKind kind);
}
