using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Finds the folders that <c>in:</c> means: by role in either language, else by the beginning of their own name.</summary>
internal static class SearchedFolders
{
    private static readonly (string Name, SpecialUse Role)[] Roles =
    [
        ("inbox", SpecialUse.Inbox), ("входящие", SpecialUse.Inbox),
        ("drafts", SpecialUse.Drafts), ("черновики", SpecialUse.Drafts),
        ("sent", SpecialUse.Sent), ("отправленные", SpecialUse.Sent),
        ("archive", SpecialUse.Archive), ("архив", SpecialUse.Archive),
        ("junk", SpecialUse.Junk), ("spam", SpecialUse.Junk), ("спам", SpecialUse.Junk),
        ("trash", SpecialUse.Trash), ("корзина", SpecialUse.Trash), ("удаленные", SpecialUse.Trash),
        ("starred", SpecialUse.Flagged), ("all", SpecialUse.All),
    ];

    public static IReadOnlyList<FolderId> Find(IReadOnlyList<MailFolder> folders, string name)
    {
        var key = Text.Key(name.Trim());
        var roles = Roles.Where(role => role.Name.StartsWith(key, StringComparison.Ordinal)).Select(role => role.Role).ToHashSet();
        return [.. folders.Where(folder => roles.Contains(folder.SpecialUse) || IsNamed(folder, key)).Select(folder => folder.Id)];
    }

    private static bool IsNamed(MailFolder folder, string key)
    {
        var path = Text.Key(folder.Path);
        var last = folder.Separator.Length == 0 ? -1 : path.LastIndexOf(folder.Separator, StringComparison.Ordinal);
        return path.StartsWith(key, StringComparison.Ordinal) || path.AsSpan(last + 1).StartsWith(key, StringComparison.Ordinal);
    }
}
