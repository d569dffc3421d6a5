using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>
/// Copies of drafts in the Drafts folder: at most one of a Message-ID stays. Everything throws <see cref="MailFaultException"/>.
/// </summary>
public sealed class ImapDrafts
{
    internal ImapDrafts()
    {
    }

    /// <summary>Puts a version there and takes the earlier ones away: in this order, so that a draft is there at every moment.</summary>
    /// <param name="knownUid">An earlier version, for servers that cannot search by header or one without a Message-ID of ours.</param>
    /// <returns>Where it is; or the copy of another mail program that stands there, and then nothing was written.</returns>
    public Task<DraftReplacement> ReplaceAsync(ImapLease lease, string path, string header, uint? knownUid, Stream message, DateTimeOffset date, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await OpenAsync(lease, path, cancellationToken);
                var earlier = await EarlierAsync(lease, folder, header, knownUid, cancellationToken);
                if (await ForeignAsync(folder, earlier, knownUid, cancellationToken) is { } theirs)
                    return new DraftReplacement(null, theirs);
                using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
                var uid = await folder.AppendAsync(new AppendRequest(parsed, MessageFlags.Draft | MessageFlags.Seen, date), cancellationToken);
                CrashPoint.Reach(CrashPoint.DraftAppended);
                if (uid is { } current)
                    earlier.Remove(current);
                await RemoveAsync(folder, earlier, cancellationToken);
                return new DraftReplacement(uid?.Id, null);
            },
            cancellationToken);

    /// <summary>Takes every version away.</summary>
    public Task RemoveAsync(ImapLease lease, string path, string header, uint? knownUid, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await OpenAsync(lease, path, cancellationToken);
                await RemoveAsync(folder, await EarlierAsync(lease, folder, header, knownUid, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private static async Task<IMailFolder> OpenAsync(ImapLease lease, string path, CancellationToken cancellationToken)
    {
        // Anew: what another client put there a moment ago counts.
        var folder = await lease.Connection.GetAsync(path, cancellationToken);
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        return folder;
    }

    private static async Task<UniqueIdSet> EarlierAsync(ImapLease lease, IMailFolder folder, string header, uint? knownUid, CancellationToken cancellationToken)
    {
        var earlier = new UniqueIdSet(SortOrder.Ascending);
        if (header.Length > 0)
        {
            try
            {
                earlier.AddRange(await folder.SearchAsync(SearchQuery.HeaderContains("Message-Id", header), cancellationToken));
            }
            catch (ImapCommandException)
            {
                // Mail.ru and others answer NO to a search by header: there the UID has to do.
            }
        }

        if (knownUid is { } known)
        {
            var one = new UniqueIdSet(SortOrder.Ascending) { new UniqueId(known) };
            earlier.AddRange(await lease.Connection.ExistingAsync(folder, one, cancellationToken));
        }

        return earlier;
    }

    // Newer than what we put there, and not by us: ours carry a mark that other programs do not write.
    private static async Task<uint?> ForeignAsync(IMailFolder folder, UniqueIdSet copies, uint? knownUid, CancellationToken cancellationToken)
    {
        var newer = new UniqueIdSet(copies.Where(uid => uid.Id > (knownUid ?? 0)), SortOrder.Ascending);
        if (newer.Count == 0)
            return null;
        var heads = await folder.FetchAsync(newer, new FetchRequest(MessageSummaryItems.UniqueId, [MessageComposer.DraftMark]), cancellationToken);
        return heads.Where(head => head.Headers?.Contains(MessageComposer.DraftMark) == false).Select(head => (uint?)head.UniqueId.Id).Max();
    }

    private static async Task RemoveAsync(IMailFolder folder, UniqueIdSet uids, CancellationToken cancellationToken)
    {
        if (uids.Count == 0)
            return;
        await folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
        await folder.ExpungeAsync(uids, cancellationToken);
    }
}

/// <summary>What became of putting a version of a draft on the server.</summary>
/// <param name="Uid">Of the new copy; null when the server does not say.</param>
/// <param name="Theirs">UID of a copy that another mail program made since; then nothing was written.</param>
public sealed record DraftReplacement(uint? Uid, uint? Theirs);
