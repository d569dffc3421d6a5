using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// What a person sees of the folders of an account: those of the server with the operations that it has still to hear applied in their order.
/// Computed anew after every change of either, as for messages.
/// </summary>
internal static class FolderSettling
{
    /// <summary>Save new and removed operations before.</summary>
    /// <returns>True when the person can see a difference.</returns>
    public static async Task<bool> SettleAsync(WebmailDbContext db, AccountId account, CancellationToken cancellationToken)
    {
        var folders = await db.Folders.Where(f => f.AccountId == account).ToListAsync(cancellationToken);
        var pending = await PendingAsync(db, account, cancellationToken);
        foreach (var folder in folders)
            Settle(folder, pending);
        return db.ChangeTracker.Entries<MailFolder>().Any(entry => entry.State == EntityState.Modified);
    }

    /// <summary>Operations the server has still to hear, oldest first; tracked.</summary>
    public static Task<List<StoredFolderOperation>> PendingAsync(WebmailDbContext db, AccountId account, CancellationToken cancellationToken) =>
        db.FolderOperations.Where(o => o.AccountId == account && o.Done == null).OrderBy(o => o.Id).ToListAsync(cancellationToken);

    /// <summary>The path after a folder was renamed, its own or that of one above it.</summary>
    public static string Renamed(string path, string separator, string from, string to) =>
        path == from ? to
        : separator.Length > 0 && path.StartsWith(from + separator, StringComparison.Ordinal) ? to + path[from.Length..]
        : path;

    private static void Settle(MailFolder folder, List<StoredFolderOperation> pending)
    {
        var creation = pending.Find(o => o.FolderId == folder.Id && o.Kind == FolderOperationKind.Create);
        var (path, place, subscribed) = (folder.Path, creation is null ? FolderPlace.Listed : FolderPlace.Awaited, (bool?)null);
        // What happened before a folder was made did not happen to it, whatever its name was then.
        foreach (var operation in pending.Where(o => creation is null || o.Id.Value > creation.Id.Value))
        {
            switch (operation.Kind)
            {
                case FolderOperationKind.Rename:
                    path = Renamed(path, folder.Separator, operation.Path, operation.NewPath);
                    break;
                case FolderOperationKind.Delete when operation.FolderId == folder.Id:
                    place = FolderPlace.Leaving;
                    break;
                case FolderOperationKind.Subscribe or FolderOperationKind.Unsubscribe when operation.FolderId == folder.Id:
                    subscribed = operation.Kind == FolderOperationKind.Subscribe;
                    break;
            }
        }

        folder.ShownPath = path == folder.Path ? null : path;
        folder.ShownSubscribed = subscribed == folder.Subscribed ? null : subscribed;
        folder.Place = place;
    }
}
