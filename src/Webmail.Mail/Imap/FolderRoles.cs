using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Decides which folder plays which role: by the server's word (RFC 6154, XLIST), else by the names of the provider, else by customary names. One folder a role.</summary>
internal static class FolderRoles
{
    private static readonly (FolderAttributes Attribute, SpecialUse Role)[] Attributes =
    [
        (FolderAttributes.Drafts, SpecialUse.Drafts),
        (FolderAttributes.Sent, SpecialUse.Sent),
        (FolderAttributes.Archive, SpecialUse.Archive),
        (FolderAttributes.Junk, SpecialUse.Junk),
        (FolderAttributes.Trash, SpecialUse.Trash),
        (FolderAttributes.All, SpecialUse.All),
        (FolderAttributes.Flagged, SpecialUse.Flagged),
        (FolderAttributes.Important, SpecialUse.Important),
    ];

    // Commonest first.
    private static readonly (SpecialUse Role, string[] Names)[] Customary =
    [
        (SpecialUse.Drafts, ["Drafts", "Draft", "Черновики"]),
        (SpecialUse.Sent, ["Sent", "Sent Items", "Sent Messages", "Sent Mail", "Отправленные", "Исходящие письма"]),
        (SpecialUse.Archive, ["Archive", "Archives", "Архив"]),
        (SpecialUse.Junk, ["Junk", "Spam", "Junk Email", "Junk E-mail", "Bulk Mail", "Bulk", "Спам", "Нежелательная почта"]),
        (SpecialUse.Trash, ["Trash", "Deleted Items", "Deleted Messages", "Deleted", "Bin", "Корзина", "Удаленные", "Удалённые"]),
    ];

    public static IReadOnlyDictionary<string, SpecialUse> Assign(IReadOnlyList<Candidate> folders, IReadOnlyDictionary<string, SpecialUse>? providerNames)
    {
        var roles = new Dictionary<string, SpecialUse>(StringComparer.Ordinal);
        var taken = new HashSet<SpecialUse>();
        void Take(string path, SpecialUse role)
        {
            if (!roles.ContainsKey(path) && taken.Add(role))
                roles[path] = role;
        }

        foreach (var folder in folders.Where(folder => folder.Path.Equals("INBOX", StringComparison.OrdinalIgnoreCase)))
            Take(folder.Path, SpecialUse.Inbox);

        var selectable = folders.Where(folder => folder.Selectable).ToList();
        foreach (var (attribute, role) in Attributes)
        {
            foreach (var folder in selectable.Where(folder => folder.Attributes.HasFlag(attribute)))
                Take(folder.Path, role);
        }

        foreach (var folder in selectable)
        {
            if (providerNames?.TryGetValue(folder.Path, out var role) == true)
                Take(folder.Path, role);
        }

        foreach (var (role, names) in Customary)
        {
            foreach (var name in names)
            {
                // Nearest to the top wins: a "Sent" below somebody's project folder is that project's.
                var match = selectable
                    .Where(folder => folder.Depth <= 1 && folder.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    .MinBy(folder => folder.Depth);
                if (match is not null)
                    Take(match.Path, role);
            }
        }

        return roles;
    }

    /// <summary>A folder as far as its role goes.</summary>
    internal sealed record Candidate(string Path, char Separator, FolderAttributes Attributes, bool Selectable)
    {
        public string Name => Separator == '\0' ? Path : Path[(Path.LastIndexOf(Separator) + 1)..];

        /// <summary>0 at the top. Directly below INBOX counts as the top where everything lies there (Courier, Dovecot with a prefix), so it is 1.</summary>
        public int Depth
        {
            get
            {
                if (Separator == '\0')
                    return 0;
                var depth = Path.Count(c => c == Separator);
                return depth == 1 && !Path.StartsWith("INBOX" + Separator, StringComparison.OrdinalIgnoreCase) ? 2 : depth;
            }
        }
    }
}
