using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>Reads and changes messages of a folder. Everything throws <see cref="MailFaultException"/>; a changed UIDVALIDITY is <see cref="MailFaultKind.NotFound"/>.</summary>
public sealed class ImapMessages
{
    private const int MaxPreview = 200;

    internal ImapMessages()
    {
    }

    /// <summary>First words of the messages' texts; those that are gone do not come back, those without text come back empty.</summary>
    public Task<IReadOnlyList<PreviewText>> PreviewsAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<IReadOnlyList<PreviewText>>(
            async () =>
            {
                if (uids.Count == 0)
                    return [];
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uids.Max(), cancellationToken);
                var wanted = uids.ToHashSet();
                var summaries = await folder.FetchAsync(Ids(uids), new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.PreviewText), cancellationToken);
                return
                [
                    .. summaries
                        .Where(summary => summary.UniqueId.IsValid && wanted.Contains(summary.UniqueId.Id))
                        .GroupBy(summary => summary.UniqueId.Id)
                        .Select(group => new PreviewText(group.Key, EnvelopeReader.Clean(group.Select(summary => summary.PreviewText).FirstOrDefault(text => text is not null), MaxPreview))),
                ];
            },
            cancellationToken);

    /// <summary>The message as it is (BODY.PEEK[]), written while it arrives: does not mark it read.</summary>
    /// <param name="maxBytes">Above it the message is not fetched at all: <see cref="MailFaultKind.Quota"/>.</param>
    public Task FetchRawAsync(ImapLease lease, string path, uint uidValidity, uint uid, Stream destination, long maxBytes, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uid, cancellationToken);
                var id = new UniqueId(uid);
                var summaries = await folder.FetchAsync([id], new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size), cancellationToken);
                var summary = summaries.FirstOrDefault(found => found.UniqueId == id) ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The message is gone from the server"));
                if (summary.Size > maxBytes)
                    throw new MailFaultException(new MailFault(MailFaultKind.Quota, $"The message is larger than {maxBytes} bytes"));

                // RFC822.SIZE is the server's word only.
                var progress = new SectionProgress("", summary.Size ?? 0);
                while (!progress.IsComplete)
                    await ImapParts.NextAsync(lease.Connection, folder, id, progress, destination, maxBytes, cancellationToken);
            },
            cancellationToken);

    /// <summary>Flags the folder cannot keep ($Forwarded on servers without keywords) are passed over.</summary>
    public Task StoreFlagsAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, MailFlags add, MailFlags remove, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                if (uids.Count == 0)
                    return;
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadWrite, uidValidity, uids.Max(), cancellationToken);
                await StoreAsync(folder, uids, StoreAction.Add, add, cancellationToken);
                await StoreAsync(folder, uids, StoreAction.Remove, remove, cancellationToken);
            },
            cancellationToken);

    /// <returns>Old to new UID; empty when the server does not say. UIDs that are gone are passed over.</returns>
    public Task<IReadOnlyDictionary<uint, uint>> MoveAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, string targetPath, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<IReadOnlyDictionary<uint, uint>>(
            async () =>
            {
                var moved = new Dictionary<uint, uint>();
                if (uids.Count == 0)
                    return moved;
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadWrite, uidValidity, uids.Max(), cancellationToken);
                var target = await lease.Connection.GetAsync(targetPath, cancellationToken);
                var present = await lease.Connection.ExistingAsync(folder, Ids(uids), cancellationToken);
                if (present.Count == 0)
                    return moved;
                foreach (var (from, to) in await MoveAsync(folder, [.. present], target, cancellationToken))
                    moved[from.Id] = to.Id;
                return moved;
            },
            cancellationToken);

    /// <summary>Removes for good, and only these: never what another client marked \Deleted.</summary>
    public Task ExpungeAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                if (uids.Count == 0)
                    return;
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadWrite, uidValidity, uids.Max(), cancellationToken);
                await DeleteAsync(folder, Ids(uids), cancellationToken);
            },
            cancellationToken);

    /// <returns>The new UID; null when the server does not say.</returns>
    public Task<uint?> AppendAsync(ImapLease lease, string path, Stream message, MailFlags flags, DateTimeOffset date, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<uint?>(
            async () =>
            {
                var folder = await lease.Connection.GetAsync(path, cancellationToken);
                using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
                var request = new AppendRequest(parsed, EnvelopeReader.ToServer(flags), date);
                var uid = await folder.AppendAsync(request, cancellationToken);
                return uid?.Id;
            },
            cancellationToken);

    /// <returns>The newest message with this Message-ID; null when there is none or the server cannot search for it.</returns>
    public async Task<uint?> FindAsync(ImapLease lease, string path, string messageIdHeader, CancellationToken cancellationToken)
    {
        return await lease.Connection.GuardAsync<uint?>(
            async () =>
            {
                // Opened anew: a copy the server filed by itself a moment ago must be seen.
                var folder = await lease.Connection.GetAsync(path, cancellationToken);
                await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
                try
                {
                    var found = await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", messageIdHeader), cancellationToken);
                    return found.Count > 0 ? found.Max(uid => uid.Id) : null;
                }
                catch (ImapCommandException)
                {
                    // Mail.ru and others answer NO to a search by header.
                    return null;
                }
            },
            cancellationToken);
    }

    private static async Task<UniqueIdMap> MoveAsync(IMailFolder folder, IList<UniqueId> uids, IMailFolder target, CancellationToken cancellationToken)
    {
        try
        {
            return await folder.MoveToAsync(uids, target, cancellationToken);
        }
        catch (ImapCommandException exception) when (exception.Response == ImapCommandResponse.No)
        {
            // Yahoo Japan announces MOVE and answers it with NO [CANNOT]. Nothing was moved then, and the copy says if the refusal was meant.
            var map = await folder.CopyToAsync(uids, target, cancellationToken) ?? UniqueIdMap.Empty;
            CrashPoint.Reach(CrashPoint.MoveCopied);
            await DeleteAsync(folder, uids, cancellationToken);
            return map;
        }
    }

    private static async Task DeleteAsync(IMailFolder folder, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        await folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);

        CrashPoint.Reach(CrashPoint.MarkedDeleted);

        // UID EXPUNGE (RFC 4315); without it MailKit takes \Deleted off the others for the moment of the EXPUNGE.
        await folder.ExpungeAsync(uids, cancellationToken);
    }

    private static async Task StoreAsync(IMailFolder folder, IReadOnlyList<uint> uids, StoreAction action, MailFlags flags, CancellationToken cancellationToken)
    {
        var keywords = EnvelopeReader.ToKeywords(flags).Where(word => folder.PermanentFlags.HasFlag(MessageFlags.UserDefined) || folder.PermanentKeywords.Contains(word)).ToList();
        var system = EnvelopeReader.ToServer(flags);
        if (system == MessageFlags.None && keywords.Count == 0)
            return;
        await folder.StoreAsync(Ids(uids), new StoreFlagsRequest(action, system, keywords) { Silent = true }, cancellationToken);
    }

    private static UniqueIdSet Ids(IReadOnlyList<uint> uids) => new(uids.Select(uid => new UniqueId(uid)), SortOrder.Ascending);
}
