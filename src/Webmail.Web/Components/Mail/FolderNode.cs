using System.Globalization;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>One item of the folder tree, in display order.</summary>
/// <param name="Href">Null for an account and for a name that only holds other folders.</param>
/// <param name="Level">1 at the top, as aria-level counts.</param>
/// <param name="Count">The number beside it; 0 shows none.</param>
/// <param name="IsUnreadCount">The number counts unread messages, so it is bold and said as such.</param>
/// <param name="Account">Set for an account.</param>
public sealed record FolderNode(
    string Key,
    string Name,
    string Icon,
    string? Href,
    int Level,
    int Count,
    bool IsUnreadCount,
    bool IsCurrent,
    AccountView? Account = null,
    bool IsExpanded = false)
{
    /// <summary>Set for a folder of an account.</summary>
    public FolderId? Folder { get; init; }

    public string CountText => Count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>The key that goes there after <c>g</c>.</summary>
    public string? Shortcut { get; init; }
}
