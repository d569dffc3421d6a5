using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Folders of one account as the tree shows them.</summary>
internal static class FolderTree
{
    /// <summary>Inbox, Drafts, Sent, Archive, Junk, Trash, then the others by path; children below their parent, wherever that stands.</summary>
    public static IReadOnlyList<FolderView> Arrange(IEnumerable<MailFolder> folders)
    {
        var all = folders.Where(f => f.Place != FolderPlace.Leaving).ToList();
        var byPath = all.DistinctBy(f => f.PathShown).ToDictionary(f => f.PathShown);
        var children = all.ToLookup(f => ParentOf(f, byPath));
        var arranged = new List<FolderView>(all.Count);
        Append(null, 0);
        return arranged;

        void Append(MailFolder? parent, int level)
        {
            foreach (var folder in children[parent].OrderBy(f => Order(f.SpecialUse)).ThenBy(f => f.PathShown, StringComparer.CurrentCultureIgnoreCase).ThenBy(f => f.Id.Value))
            {
                arranged.Add(new FolderView(
                    folder.Id, folder.AccountId, folder.PathShown, FolderNames.NameOf(folder.PathShown, folder.Separator), level, folder.SpecialUse, folder.Unread, folder.Total, folder.ServerTotal, folder.Selectable)
                {
                    Separator = folder.Separator,
                    IsSubscribed = folder.ShownSubscribed ?? folder.Subscribed,
                    IsChosen = folder.ChosenUse is not null,
                    Notifies = folder.Notifies ?? folder.SpecialUse == SpecialUse.Inbox,
                    IsPending = folder.Place == FolderPlace.Awaited || folder.ShownPath is not null,
                });
                Append(folder, level + 1);
            }
        }
    }

    // The nearest ancestor that exists: servers need not list the names in between.
    private static MailFolder? ParentOf(MailFolder folder, Dictionary<string, MailFolder> byPath)
    {
        if (folder.Separator.Length == 0)
            return null;

        for (var end = LastSeparator(folder.PathShown, folder.Separator); end > 0; end = LastSeparator(folder.PathShown[..end], folder.Separator))
        {
            if (byPath.TryGetValue(folder.PathShown[..end], out var parent))
                return parent;
        }

        return null;
    }

    private static int LastSeparator(string path, string separator) => path.LastIndexOf(separator, StringComparison.Ordinal);

    private static int Order(SpecialUse use) => use is >= SpecialUse.Inbox and <= SpecialUse.Trash ? (int)use : int.MaxValue;
}
