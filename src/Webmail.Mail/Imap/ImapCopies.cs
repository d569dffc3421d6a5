using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>
/// Puts copies of messages into folders, once. Neither COPY nor APPEND can be repeated without a second copy, so the caller writes down
/// <see cref="NextUidAsync"/> of the target first: whatever an earlier attempt put there has that UID or a higher one. Everything throws
/// <see cref="MailFaultException"/>.
/// </summary>
public sealed class ImapCopies
{
    private const int MaxArrivals = 2000;
    private const MessageSummaryItems Identity = MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Size | MessageSummaryItems.InternalDate;

    internal ImapCopies()
    {
    }

    /// <summary>MOVE is one command that happens or does not (RFC 6851): it needs no mark.</summary>
    public bool MovesAtOnce(ImapLease lease) => lease.Client.Capabilities.HasFlag(ImapCapabilities.Move);

    /// <summary>The UID the next message of the folder will get, or a lower one.</summary>
    public Task<uint> NextUidAsync(ImapLease lease, string path, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                // Opened, not STATUS: servers may answer that from a cache.
                var folder = await OpenAnewAsync(lease, path, cancellationToken);
                return folder.UidNext?.Id ?? 1;
            },
            cancellationToken);

    /// <summary>COPY, except of what an earlier attempt copied already.</summary>
    /// <param name="mark"><see cref="NextUidAsync"/> of the target before the first attempt.</param>
    /// <param name="isRetry">False spares the search.</param>
    /// <returns>Old to new UID as far as the server tells. UIDs that are gone are passed over.</returns>
    public Task<IReadOnlyDictionary<uint, uint>> CopyAsync(
        ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, string targetPath, uint mark, bool isRetry, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<IReadOnlyDictionary<uint, uint>>(
            async () =>
            {
                var copied = new Dictionary<uint, uint>();
                var arrived = isRetry ? await ArrivalsAsync(lease, targetPath, mark, cancellationToken) : [];
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uids.DefaultIfEmpty().Max(), cancellationToken);
                var wanted = new UniqueIdSet(uids.Select(uid => new UniqueId(uid)), SortOrder.Ascending);
                var left = new UniqueIdSet(SortOrder.Ascending);
                foreach (var message in await folder.FetchAsync(wanted, new FetchRequest(arrived.Count > 0 ? Identity : MessageSummaryItems.UniqueId), cancellationToken))
                {
                    // Each arrival stands for one original: two equal ones are two.
                    var twin = arrived.FindIndex(other => IsSame(message, other));
                    if (twin < 0)
                    {
                        left.Add(message.UniqueId);
                        continue;
                    }

                    copied[message.UniqueId.Id] = arrived[twin].UniqueId.Id;
                    arrived.RemoveAt(twin);
                }

                if (left.Count == 0)
                    return copied;
                var target = await lease.Connection.GetAsync(targetPath, cancellationToken);
                var map = await folder.CopyToAsync(left, target, cancellationToken);
                foreach (var (from, to) in map ?? UniqueIdMap.Empty)
                    copied[from.Id] = to.Id;
                return copied;
            },
            cancellationToken);

    /// <summary>APPEND, unless an earlier attempt did; then looks whether the server really has it, whole.</summary>
    /// <returns>Its UID in the folder.</returns>
    public Task<uint> AppendAsync(ImapLease lease, string path, Stream message, MailFlags flags, DateTimeOffset received, uint mark, bool isRetry, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
                var size = Measure(parsed);
                UniqueId? uid = isRetry ? Find(await ArrivalsAsync(lease, path, mark, cancellationToken), parsed.MessageId, size)?.UniqueId : null;
                if (uid is null)
                {
                    var folder = await lease.Connection.GetAsync(path, cancellationToken);
                    var keywords = await KeywordsAsync(folder, flags, cancellationToken);
                    uid = await folder.AppendAsync(new AppendRequest(parsed, EnvelopeReader.ToServer(flags), keywords, received), cancellationToken);
                }

                var there = await ArrivalsAsync(lease, path, uid?.Id ?? mark, cancellationToken);
                var found = Find(uid is null ? there : there.FindAll(arrival => arrival.UniqueId.Id == uid.Value.Id), parsed.MessageId, size)
                    ?? throw new MailFaultException(new MailFault(MailFaultKind.Refused, "The server took the message, but does not show it whole"));
                return found.UniqueId.Id;
            },
            cancellationToken);

    private static async Task<List<IMessageSummary>> ArrivalsAsync(ImapLease lease, string path, uint mark, CancellationToken cancellationToken)
    {
        var folder = await OpenAnewAsync(lease, path, cancellationToken);
        var uids = await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId(Math.Max(1, mark)), UniqueId.MaxValue)), cancellationToken);
        // "n:*" names the newest message even when it is below n (RFC 9051 §9).
        IList<UniqueId> newer = [.. uids.Where(uid => uid.Id >= mark).OrderByDescending(uid => uid.Id).Take(MaxArrivals)];
        return newer.Count == 0 ? [] : [.. await folder.FetchAsync(newer, new FetchRequest(Identity), cancellationToken)];
    }

    /// <summary>Those the folder can keep: a server may refuse the whole message for one that it cannot.</summary>
    private static async Task<IReadOnlyList<string>> KeywordsAsync(IMailFolder folder, MailFlags flags, CancellationToken cancellationToken)
    {
        var keywords = EnvelopeReader.ToKeywords(flags);
        if (keywords.Count == 0)
            return [];
        // Opened for reading only it would claim to keep none.
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        return [.. keywords.Where(word => folder.PermanentFlags.HasFlag(MessageFlags.UserDefined) || folder.PermanentKeywords.Contains(word))];
    }

    private static async Task<IMailFolder> OpenAnewAsync(ImapLease lease, string path, CancellationToken cancellationToken)
    {
        var folder = await lease.Connection.GetAsync(path, cancellationToken);
        await lease.Connection.OpenToLearnAsync(folder, cancellationToken);
        return folder;
    }

    private static bool IsSame(IMessageSummary left, IMessageSummary right) =>
        left.Envelope?.MessageId == right.Envelope?.MessageId && left.Size == right.Size && left.InternalDate == right.InternalDate;

    private static IMessageSummary? Find(List<IMessageSummary> arrivals, string? messageId, long size) =>
        arrivals.Find(arrival => (arrival.Envelope?.MessageId ?? "") == (messageId ?? "") && IsWhole(arrival.Size ?? 0, size));

    // Servers that store messages in pieces (Exchange) state sizes that are only nearly right.
    private static bool IsWhole(uint stated, long size) => stated >= size - Math.Max(4096, size / 10);

    private static long Measure(MimeMessage message)
    {
        using var measuring = new MimeKit.IO.MeasuringStream();
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(options, measuring, CancellationToken.None);
        return measuring.Length;
    }
}
