using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Finds changes of flags and vanished messages where the server does not report them by itself: without QRESYNC, or without CONDSTORE as well.</summary>
/// <param name="from">First UID of the index's part of the folder.</param>
/// <param name="below">UIDs at and above this are new and not looked at here.</param>
internal sealed class FolderDiff(ImapConnection connection, IMailFolder folder, KnownMessages known, uint from, uint below)
{
    private const int SearchSlice = 20_000;
    private const int RecentFlags = 1000;
    private const int OlderFlags = 2000;

    private static readonly FetchRequest FlagsOnly = new(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);

    private IReadOnlyList<KnownMessage>? _known;

    /// <summary>CHANGEDSINCE (RFC 7162 §3.1.4): the server compares.</summary>
    public async Task<IReadOnlyList<FlagChange>> ChangedSinceAsync(ulong modSeq, CancellationToken cancellationToken)
    {
        if (below <= from)
            return [];
        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.ModSeq) { ChangedSince = modSeq };
        var summaries = await folder.FetchAsync(Range(from, below - 1), request, cancellationToken);
        return
        [
            .. summaries
                .Where(summary => summary.Flags is not null && summary.UniqueId.Id >= from && summary.UniqueId.Id < below)
                .DistinctBy(summary => summary.UniqueId.Id)
                .Select(summary => new FlagChange(summary.UniqueId.Id, summary.ModSeq ?? 0, EnvelopeReader.Flags(summary.Flags, summary.Keywords))),
        ];
    }

    /// <summary>We compare: the newest flags each time, and of the older ones the next stretch, so that one scan stays bounded and all are seen in turn.</summary>
    public async Task<IReadOnlyList<FlagChange>> ComparedFlagsAsync(CancellationToken cancellationToken)
    {
        var messages = await KnownAsync(cancellationToken);
        var older = Math.Max(0, messages.Count - RecentFlags);
        var changes = await CompareAsync([.. messages.Skip(older)], cancellationToken);
        if (older == 0)
            return changes;

        var lastUid = connection.FlagWalk.GetValueOrDefault(folder.FullName, uint.MaxValue);
        var stretch = messages.Take(older).Where(message => message.Uid < lastUid).TakeLast(OlderFlags).ToList();
        if (stretch.Count == 0)
            stretch = [.. messages.Take(older).TakeLast(OlderFlags)];
        connection.FlagWalk[folder.FullName] = stretch[0].Uid;
        return [.. await CompareAsync(stretch, cancellationToken), .. changes];
    }

    /// <param name="present">How many messages below the new ones the server has when the index is complete; null when not known.</param>
    public async Task<IReadOnlyList<uint>> VanishedAsync(int? present, CancellationToken cancellationToken)
    {
        var messages = await KnownAsync(cancellationToken);
        if (messages.Count == 0 || messages.Count == present)
            return [];

        var vanished = new List<uint>();
        foreach (var slice in messages.Chunk(SearchSlice))
        {
            var found = await connection.ExistingAsync(folder, Range(slice[0].Uid, slice[^1].Uid), cancellationToken);
            var there = found.Select(uid => uid.Id).ToHashSet();
            vanished.AddRange(slice.Select(message => message.Uid).Where(uid => !there.Contains(uid)));
        }

        return vanished;
    }

    public static UniqueIdRange Range(uint first, uint last) => new(new UniqueId(first), new UniqueId(last));

    private async Task<IReadOnlyList<FlagChange>> CompareAsync(List<KnownMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return [];
        var before = messages.ToDictionary(message => message.Uid, message => message.Flags);
        var summaries = await folder.FetchAsync(Range(messages[0].Uid, messages[^1].Uid), FlagsOnly, cancellationToken);
        return
        [
            .. summaries
                .Where(summary => summary.Flags is not null)
                .DistinctBy(summary => summary.UniqueId.Id)
                .Select(summary => new FlagChange(summary.UniqueId.Id, 0, EnvelopeReader.Flags(summary.Flags, summary.Keywords)))
                .Where(change => before.TryGetValue(change.Uid, out var flags) && flags != change.Flags),
        ];
    }

    private async Task<IReadOnlyList<KnownMessage>> KnownAsync(CancellationToken cancellationToken) =>
        _known ??= below > from ? await known(from, below - 1, cancellationToken) : [];
}
