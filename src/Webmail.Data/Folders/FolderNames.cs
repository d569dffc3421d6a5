using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Paths of new and renamed folders.</summary>
internal static class FolderNames
{
    private const int MaxName = 100;

    /// <summary>Null when the name cannot be one. What only one server refuses, that server says.</summary>
    /// <param name="parent">Null for the top.</param>
    public static string? PathOf(IReadOnlyCollection<MailFolder> folders, MailFolder? parent, string name)
    {
        name = name.Trim();
        var separator = SeparatorOf(folders);
        // * and % are wildcards of LIST; control characters cannot be written (RFC 9051 §5.1).
        if (name.Length is 0 or > MaxName
            || name.Any(c => char.IsControl(c) || c is '*' or '%')
            || (separator.Length > 0 && name.Contains(separator, StringComparison.Ordinal))
            || (parent is not null && separator.Length == 0))
            return null;

        var path = parent is null ? RootOf(folders, separator) + name : parent.PathShown + separator + name;
        return path.Length <= Lengths.Path && !path.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? path : null;
    }

    /// <summary>The last part of a path.</summary>
    public static string NameOf(string path, string separator)
    {
        var end = separator.Length == 0 ? -1 : path.LastIndexOf(separator, StringComparison.Ordinal);
        return end < 0 || end == path.Length - 1 ? path : path[(end + 1)..];
    }

    public static string SeparatorOf(IEnumerable<MailFolder> folders) => folders.Select(f => f.Separator).FirstOrDefault(s => s.Length > 0) ?? "";

    // Courier, and Dovecot with a prefix, have everything below INBOX and refuse names beside it.
    private static string RootOf(IEnumerable<MailFolder> folders, string separator)
    {
        var others = folders.Where(f => f.SpecialUse != SpecialUse.Inbox && f.Place == FolderPlace.Listed).ToList();
        var prefix = "INBOX" + separator;
        return separator.Length > 0 && others.Count > 0 && others.TrueForAll(f => f.Path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ? prefix : "";
    }
}
