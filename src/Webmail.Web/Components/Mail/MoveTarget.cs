using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>A place messages can be moved to: a folder, or a role when they come from several accounts.</summary>
/// <param name="Level">Depth below the account, 0 for the top.</param>
public sealed record MoveTarget(string Name, FolderId? Folder, SpecialUse Role, int Level);

/// <summary>Finds the places for a set of messages.</summary>
public static class MoveTargets
{
    private static readonly SpecialUse[] Common = [SpecialUse.Inbox, SpecialUse.Archive, SpecialUse.Junk, SpecialUse.Trash];

    /// <param name="account">The account all of them are in; null when there are several.</param>
    /// <param name="current">The folder they are in, which is no place to move to.</param>
    public static IReadOnlyList<MoveTarget> For(AccountView? account, FolderId? current, MailWords words) => account is null
        ? [.. Common.Select(role => new MoveTarget(words.Role(role), null, role, 0))]
        : [.. account.Folders
            .Where(folder => folder.Selectable && folder.Id != current
                && folder.SpecialUse is not (SpecialUse.All or SpecialUse.Flagged or SpecialUse.Important or SpecialUse.Drafts))
            .Select(folder => new MoveTarget(words.Folder(folder), folder.Id, folder.SpecialUse, folder.Level))];
}
