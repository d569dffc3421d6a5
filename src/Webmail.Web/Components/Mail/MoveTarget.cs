using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>A place messages can be moved to: a folder, or a role when they come from several accounts.</summary>
/// <param name="Level">Depth below the account, 0 for the top.</param>
/// <param name="Mailbox">Address of another mailbox it is in; null in the messages' own.</param>
public sealed record MoveTarget(string Name, FolderId? Folder, SpecialUse Role, int Level, string? Mailbox = null);

/// <summary>Finds the places for a set of messages.</summary>
public static class MoveTargets
{
    private static readonly SpecialUse[] Common = [SpecialUse.Inbox, SpecialUse.Archive, SpecialUse.Junk, SpecialUse.Trash];

    /// <param name="account">The account all of them are in; null when there are several.</param>
    /// <param name="current">The folder they are in, which is no place to move to.</param>
    /// <param name="accounts">All of the person's: behind the own folders come those of the other mailboxes.</param>
    public static IReadOnlyList<MoveTarget> For(AccountView? account, FolderId? current, IReadOnlyList<AccountView> accounts, MailWords words) => account is null
        ? [.. Common.Select(role => new MoveTarget(words.Role(role), null, role, 0))]
        : [.. Of(account, current, null, words), .. accounts.Where(other => other.Id != account.Id).SelectMany(other => Of(other, null, other.Address, words))];

    /// <summary>A copy goes into a folder of the same mailbox, not to wherever a role is: from one server to another a message only moves.</summary>
    public static IReadOnlyList<MoveTarget> ForCopies(IReadOnlyList<MoveTarget> targets) => [.. targets.Where(target => target is { Folder: not null, Mailbox: null })];

    private static IEnumerable<MoveTarget> Of(AccountView account, FolderId? current, string? mailbox, MailWords words) => account.Folders
        .Where(folder => folder.Selectable && folder.Id != current
            && folder.SpecialUse is not (SpecialUse.All or SpecialUse.Flagged or SpecialUse.Important or SpecialUse.Drafts))
        .Select(folder => new MoveTarget(words.Folder(folder), folder.Id, folder.SpecialUse, folder.Level, mailbox));
}
