using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>
/// Changes folders on the server. Each is idempotent: what an earlier attempt did, whose answer never came, counts as done. Everything throws
/// <see cref="MailFaultException"/>.
/// </summary>
public sealed class FolderEditor
{
    private const int MoveAtOnce = 500;

    internal FolderEditor()
    {
    }

    /// <param name="use">The role it is made for, told to servers that want to know (RFC 6154 §3).</param>
    public Task CreateAsync(ImapLease lease, string path, string separator, SpecialUse use, CancellationToken cancellationToken) =>
        GuardAsync(lease, async client =>
        {
            if (await FindAsync(client, path, cancellationToken) is not null)
                return;
            var (parent, name) = await PlaceAsync(client, path, separator, cancellationToken);
            var created = RoleOf(use) is { } role && client.Capabilities.HasFlag(ImapCapabilities.CreateSpecialUse)
                ? await parent.CreateAsync(name, role, cancellationToken)
                : await parent.CreateAsync(name, isMessageFolder: true, cancellationToken);
            await SubscribeQuietlyAsync(created, cancellationToken);
        }, cancellationToken);

    public Task RenameAsync(ImapLease lease, string path, string newPath, string separator, CancellationToken cancellationToken) =>
        GuardAsync(lease, async client =>
        {
            if (path == newPath)
                return;
            if (await FindAsync(client, path, cancellationToken) is not { } folder)
            {
                if (await FindAsync(client, newPath, cancellationToken) is not null)
                    return;
                throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folder no longer exists"));
            }

            // Servers keep subscriptions by name (RFC 9051 §6.3.6).
            var wasSubscribed = folder.IsSubscribed;
            if (wasSubscribed)
                await UnsubscribeQuietlyAsync(folder, cancellationToken);
            await CloseAsync(client, folder, cancellationToken);
            var (parent, name) = await PlaceAsync(client, newPath, separator, cancellationToken);
            await folder.RenameAsync(parent, name, cancellationToken);
            if (wasSubscribed)
                await SubscribeQuietlyAsync(folder, cancellationToken);
        }, cancellationToken);

    /// <param name="trashPath">Where its messages go first; null deletes them with it.</param>
    public Task DeleteAsync(ImapLease lease, string path, string? trashPath, CancellationToken cancellationToken) =>
        GuardAsync(lease, async client =>
        {
            if (await FindAsync(client, path, cancellationToken) is not { } folder)
                return;
            if ((folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0)
            {
                if (trashPath is not null)
                    await EmptyAsync(folder, await client.GetFolderAsync(trashPath, cancellationToken), cancellationToken);
                await CloseAsync(client, folder, cancellationToken);
            }

            await UnsubscribeQuietlyAsync(folder, cancellationToken);
            await folder.DeleteAsync(cancellationToken);
        }, cancellationToken);

    public Task SubscribeAsync(ImapLease lease, string path, bool subscribed, CancellationToken cancellationToken) =>
        GuardAsync(lease, async client =>
        {
            var folder = await client.GetFolderAsync(path, cancellationToken);
            if (subscribed)
                await folder.SubscribeAsync(cancellationToken);
            else
                await folder.UnsubscribeAsync(cancellationToken);
        }, cancellationToken);

    private static Task GuardAsync(ImapLease lease, Func<ImapClient, Task> work, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(() => work(lease.Client), cancellationToken);

    private static async Task EmptyAsync(IMailFolder folder, IMailFolder trash, CancellationToken cancellationToken)
    {
        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        foreach (var uids in (await folder.SearchAsync(SearchQuery.All, cancellationToken)).Chunk(MoveAtOnce))
            await folder.MoveToAsync(new UniqueIdSet(uids, SortOrder.Ascending), trash, cancellationToken);
    }

    // A selected folder can be neither deleted nor renamed on some servers. CLOSE would expunge; where there is no UNSELECT, MailKit says
    // nothing to the server (Courier), and only another folder takes its place.
    private static async Task CloseAsync(ImapClient client, IMailFolder folder, CancellationToken cancellationToken)
    {
        if (!folder.IsOpen)
            return;
        if (client.Capabilities.HasFlag(ImapCapabilities.Unselect) || client.Inbox is not { } inbox)
            await folder.CloseAsync(expunge: false, cancellationToken);
        else
            await inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
    }

    private static async Task<IMailFolder?> FindAsync(ImapClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            var folder = await client.GetFolderAsync(path, cancellationToken);
            // A folder that this connection met before may be gone since: asked anew.
            await folder.StatusAsync(StatusItems.UidNext, cancellationToken);
            return folder;
        }
        catch (FolderNotFoundException)
        {
            return null;
        }
        catch (ImapCommandException)
        {
            return await IsListedAsync(client, path, cancellationToken) ? await client.GetFolderAsync(path, cancellationToken) : null;
        }
    }

    // STATUS of a \NoSelect name is refused although the name is there.
    private static async Task<bool> IsListedAsync(ImapClient client, string path, CancellationToken cancellationToken)
    {
        foreach (var personal in client.PersonalNamespaces)
        {
            var folders = await client.GetFoldersAsync(personal, StatusItems.None, subscribedOnly: false, cancellationToken);
            if (folders.Any(folder => folder.FullName == path && (folder.Attributes & FolderAttributes.NonExistent) == 0))
                return true;
        }

        return false;
    }

    private static async Task<(IMailFolder Parent, string Name)> PlaceAsync(ImapClient client, string path, string separator, CancellationToken cancellationToken)
    {
        var end = separator.Length == 0 ? -1 : path.LastIndexOf(separator, StringComparison.Ordinal);
        if (end > 0)
            return (await client.GetFolderAsync(path[..end], cancellationToken), path[(end + separator.Length)..]);
        if (client.PersonalNamespaces.Count == 0)
            throw new MailFaultException(new MailFault(MailFaultKind.Unsupported, "The server has no place for folders of one's own"));
        return (client.GetFolder(client.PersonalNamespaces[0]), path);
    }

    // Whether other programs show it is not worth refusing the folder for.
    private static async Task SubscribeQuietlyAsync(IMailFolder? folder, CancellationToken cancellationToken)
    {
        try
        {
            if (folder is not null)
                await folder.SubscribeAsync(cancellationToken);
        }
        catch (ImapCommandException)
        {
            return;
        }
    }

    private static async Task UnsubscribeQuietlyAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await folder.UnsubscribeAsync(cancellationToken);
        }
        catch (ImapCommandException)
        {
            return;
        }
    }

    private static SpecialFolder? RoleOf(SpecialUse use) => use switch
    {
        SpecialUse.Archive => SpecialFolder.Archive,
        SpecialUse.Junk => SpecialFolder.Junk,
        SpecialUse.Trash => SpecialFolder.Trash,
        _ => null,
    };
}
