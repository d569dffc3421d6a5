using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
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
    /// <returns>Its UID; null when the server does not say.</returns>
    public Task<uint?> ReplaceAsync(ImapLease lease, string path, string header, uint? knownUid, Stream message, DateTimeOffset date, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<uint?>(
            async () =>
            {
                using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
                var folder = await OpenAsync(lease, path, cancellationToken);
                var earlier = await EarlierAsync(lease, folder, header, knownUid, cancellationToken);
                var uid = await folder.AppendAsync(new AppendRequest(parsed, MessageFlags.Draft | MessageFlags.Seen, date), cancellationToken);
                CrashPoint.Reach(CrashPoint.DraftAppended);
                if (uid is { } current)
                    earlier.Remove(current);
                await RemoveAsync(folder, earlier, cancellationToken);
                return uid?.Id;
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

    private static async Task RemoveAsync(IMailFolder folder, UniqueIdSet uids, CancellationToken cancellationToken)
    {
        if (uids.Count == 0)
            return;
        await folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken);
        await folder.ExpungeAsync(uids, cancellationToken);
    }
}
