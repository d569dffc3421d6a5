using System.Runtime.CompilerServices;
using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>
/// Compares a folder with its index, one bounded step a call: what is new, changed or gone since the anchor, then, while the index
/// does not reach down to the oldest message, the next older ones.
/// </summary>
public sealed class FolderScanner
{
    /// <summary>Messages described in one step.</summary>
    internal const int StepSize = 500;

    /// <summary>Messages described when a folder is opened for the first time: what a screen shows, so that it is there at once.</summary>
    internal const int FirstStepSize = 50;

    private const MessageSummaryItems Description = MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags
        | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure | MessageSummaryItems.References;

    // Without QRESYNC the search for vanished messages looks at everything; not at every step of a first synchronisation.
    private static readonly TimeSpan DiffPause = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;

    internal FolderScanner(TimeProvider time) => _time = time;

    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<FolderDelta> ScanAsync(ImapLease lease, string path, SyncAnchor anchor, KnownMessages known, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(() => StepAsync(lease.Connection, path, anchor, known, cancellationToken), cancellationToken);

    /// <summary>
    /// The messages older than the anchor, newest first, a step each time the caller asks on; the folder is opened once for all of them.
    /// What changed above is not looked for: the anchors keep the mod-sequence they began with, so the next scan finds it.
    /// Empty when the folder is no longer the anchor's: then a scan says what it is now.
    /// </summary>
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public async IAsyncEnumerable<FolderDelta> BackfillAsync(ImapLease lease, string path, SyncAnchor anchor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = lease.Connection;
        var folder = await connection.GuardAsync(() => connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity: null, lastUid: 0, cancellationToken), cancellationToken);
        if (FolderOpening.ValidityOf(folder) != anchor.UidValidity)
            yield break;
        while (anchor.BackfillBelow != 0)
        {
            var (added, below) = await connection.GuardAsync(() => OlderAsync(connection, folder, anchor.HighestModSeq, anchor.BackfillBelow, cancellationToken), cancellationToken);
            anchor = anchor with { BackfillBelow = below };
            yield return new FolderDelta(Reset: false, added, [], [], anchor, folder.Count, below != 0);
        }
    }

    private async Task<FolderDelta> StepAsync(ImapConnection connection, string path, SyncAnchor anchor, KnownMessages known, CancellationToken cancellationToken)
    {
        var folder = await connection.GetAsync(path, cancellationToken);
        using var report = new ResyncReport(folder);
        var resync = connection.HasQuickResync && anchor.UidValidity != 0 && anchor.HighestModSeq != 0;
        if (resync)
            await folder.OpenAsync(FolderAccess.ReadOnly, anchor.UidValidity, anchor.HighestModSeq, [], cancellationToken);
        else
            await connection.OpenToLearnAsync(folder, cancellationToken);

        // A server whose folder was made anew ignores our parameters without a word: the comparison is ours.
        var validity = FolderOpening.ValidityOf(folder);
        var modSeq = HasModSeq(connection, folder) ? folder.HighestModSeq : 0;
        if (validity != anchor.UidValidity)
            return await BeginAsync(connection, folder, validity, modSeq, anchor.UidValidity != 0, cancellationToken);

        var total = folder.Count;
        var fresh = await NewAsync(connection, folder, modSeq, anchor.UidNext, cancellationToken);
        var from = Math.Max(1, anchor.BackfillBelow);
        IReadOnlyList<FlagChange> changed = [];
        IReadOnlyList<uint> vanished = [];
        if (resync)
        {
            changed = report.Changed(from, anchor.UidNext);
            vanished = await report.VanishedAsync(from, anchor.UidNext, known, cancellationToken);
        }
        else
        {
            var diff = new FolderDiff(connection, folder, known, from, anchor.UidNext);
            var byServer = modSeq != 0 && anchor.HighestModSeq != 0;
            if (byServer && modSeq != anchor.HighestModSeq)
                changed = await diff.ChangedSinceAsync(anchor.HighestModSeq, cancellationToken);
            if (IsDiffDue(connection, path, anchor))
            {
                if (!byServer)
                    changed = await diff.ComparedFlagsAsync(cancellationToken);
                vanished = await diff.VanishedAsync(from == 1 && !fresh.More ? total - fresh.Messages.Count : null, cancellationToken);
            }
        }

        var backfillBelow = anchor.BackfillBelow;
        var added = fresh.Messages;
        if (backfillBelow != 0 && !fresh.More && added.Count == 0)
            (added, backfillBelow) = await OlderAsync(connection, folder, modSeq, backfillBelow, cancellationToken);

        var next = new SyncAnchor(validity, modSeq, fresh.UidNext, backfillBelow);
        return new FolderDelta(Reset: false, added, changed, vanished, next, folder.Count, fresh.More || backfillBelow != 0);
    }

    private async Task<FolderDelta> BeginAsync(ImapConnection connection, IMailFolder folder, uint validity, ulong modSeq, bool reset, CancellationToken cancellationToken)
    {
        var total = folder.Count;
        var uidNext = folder.UidNext?.Id ?? 0;
        var step = reset ? StepSize : FirstStepSize;
        var added = total > 0
            ? Described(await folder.FetchAsync(Math.Max(0, total - step), total - 1, Request(connection, modSeq), cancellationToken)).Take(step).ToList()
            : [];

        if (added.Count > 0)
            uidNext = Math.Max(uidNext, added[0].Uid + 1);
        var backfillBelow = total > step && added.Count > 0 && added[^1].Uid > 1 ? added[^1].Uid : 0;
        var next = new SyncAnchor(validity, modSeq, Math.Max(1, uidNext), backfillBelow);
        return new FolderDelta(reset, added, [], [], next, total, backfillBelow != 0);
    }

    private async Task<(IReadOnlyList<ServerMessage> Messages, uint UidNext, bool More)> NewAsync(ImapConnection connection, IMailFolder folder, ulong modSeq, uint from, CancellationToken cancellationToken)
    {
        // Some servers report no UIDNEXT, or 0: then only a search tells.
        var uidNext = folder.UidNext?.Id ?? 0;
        if (uidNext != 0 && uidNext <= from)
            return ([], from, false);

        if (uidNext != 0 && uidNext - from <= StepSize)
            return (await DescribeAsync(connection, folder, FolderDiff.Range(from, uidNext - 1), modSeq, cancellationToken), uidNext, false);

        // Oldest first, so that the anchor can say how far we came.
        var found = await connection.ExistingAsync(folder, new UniqueIdRange(new UniqueId(from), UniqueId.MaxValue), cancellationToken);
        var uids = found.OrderBy(uid => uid.Id).Take(StepSize).ToList();
        if (uids.Count == 0)
            return ([], Math.Max(from, uidNext), false);
        var more = found.Count > StepSize;
        var reached = uids[^1].Id + 1;
        return (await DescribeAsync(connection, folder, uids, modSeq, cancellationToken), more ? reached : Math.Max(uidNext, reached), more);
    }

    private async Task<(IReadOnlyList<ServerMessage> Messages, uint BackfillBelow)> OlderAsync(ImapConnection connection, IMailFolder folder, ulong modSeq, uint below, CancellationToken cancellationToken)
    {
        // In a dense folder the next stretch of UIDs is the next messages; in one with gaps ask ever wider where they are.
        var width = (uint)StepSize;
        while (true)
        {
            var first = below > width ? below - width : 1;
            var range = FolderDiff.Range(first, below - 1);
            var reached = first;
            List<ServerMessage> messages;
            if (width == StepSize)
            {
                messages = await DescribeAsync(connection, folder, range, modSeq, cancellationToken);
            }
            else
            {
                var uids = (await connection.ExistingAsync(folder, range, cancellationToken)).OrderByDescending(uid => uid.Id).Take(StepSize).ToList();
                messages = uids.Count > 0 ? await DescribeAsync(connection, folder, uids, modSeq, cancellationToken) : [];
                reached = uids.Count == StepSize ? uids[^1].Id : first;
            }

            if (messages.Count > 0 || reached == 1)
                return (messages, reached == 1 ? 0 : reached);
            width = width > uint.MaxValue / 16 ? uint.MaxValue : width * 16;
        }
    }

    private async Task<List<ServerMessage>> DescribeAsync(ImapConnection connection, IMailFolder folder, IList<UniqueId> uids, ulong modSeq, CancellationToken cancellationToken)
    {
        var asked = uids.ToHashSet();
        return Described([.. (await folder.FetchAsync(uids, Request(connection, modSeq), cancellationToken)).Where(summary => asked.Contains(summary.UniqueId))]);
    }

    private List<ServerMessage> Described(IList<IMessageSummary> summaries)
    {
        var now = _time.GetUtcNow();

        // A server may send flags of messages nobody asked for, and a description of one that just went away may be missing.
        return
        [
            .. summaries
                .Where(summary => summary.UniqueId.IsValid && summary.Envelope is not null)
                .DistinctBy(summary => summary.UniqueId.Id)
                .OrderByDescending(summary => summary.UniqueId.Id)
                .Select(summary => EnvelopeReader.Read(summary, now)),
        ];
    }

    private static FetchRequest Request(ImapConnection connection, ulong modSeq) =>
        new(Description | connection.ThreadItem | (modSeq != 0 ? MessageSummaryItems.ModSeq : MessageSummaryItems.None));

    private static bool HasModSeq(ImapConnection connection, IMailFolder folder) => connection.HasModSeq && folder.Supports(FolderFeature.ModSequences);

    private bool IsDiffDue(ImapConnection connection, string path, SyncAnchor anchor)
    {
        var now = _time.GetTimestamp();
        if (anchor.BackfillBelow != 0 && connection.LastDiff.TryGetValue(path, out var last) && _time.GetElapsedTime(last, now) < DiffPause)
            return false;
        connection.LastDiff[path] = now;
        return true;
    }
}
