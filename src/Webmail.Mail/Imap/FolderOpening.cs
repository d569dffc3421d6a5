using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Gets a connection into a folder.</summary>
internal static class FolderOpening
{
    /// <summary>Opens the folder, or uses it as it is open when it shows the messages up to <paramref name="lastUid"/>.</summary>
    /// <param name="lastUid">
    /// An open folder is what it was when it was last looked at: commands about messages that came later do nothing, and are answered with OK. 0 for as it is.
    /// </param>
    /// <exception cref="MailFaultException">NotFound: no such folder, or it is no longer the one the UIDs were learnt in.</exception>
    public static async Task<IMailFolder> OpenAsync(this ImapConnection connection, string path, FolderAccess access, uint? uidValidity, uint lastUid, CancellationToken cancellationToken)
    {
        var folder = await connection.GetAsync(path, cancellationToken);
        if (!folder.IsOpen || (access == FolderAccess.ReadWrite && folder.Access != FolderAccess.ReadWrite))
        {
            await folder.OpenAsync(access, cancellationToken);
            connection.Shown = new ShownMessages(path, ValidityOf(folder), folder.UidNext?.Id ?? 0);
        }
        else if (lastUid != 0 && !connection.Shows(path, ValidityOf(folder), lastUid))
        {
            await connection.Client.NoOpAsync(cancellationToken);
        }

        if (uidValidity is { } expected && ValidityOf(folder) != expected)
            throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folder was made anew on the server"));
        return folder;
    }

    /// <summary>Opens the folder anew so that the UIDs of its messages can be relied on: read-only where the server allows it.</summary>
    /// <remarks>
    /// Courier makes UIDs, and UIDVALIDITY with them, up when it looks at a folder, and keeps them only from a SELECT or APPEND: what EXAMINE
    /// showed may be other messages a moment later. It is known by the UIDNEXT that it owes (RFC 3501 §6.3.1).
    /// </remarks>
    public static async Task OpenToLearnAsync(this ImapConnection connection, IMailFolder folder, CancellationToken cancellationToken)
    {
        if (!connection.KeepsUidsOnlyOnSelect)
        {
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
            if (folder.UidNext is not null)
                return;
            connection.KeepsUidsOnlyOnSelect = true;
        }

        await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
    }

    public static async Task<IMailFolder> GetAsync(this ImapConnection connection, string path, CancellationToken cancellationToken) =>
        string.Equals(path, "INBOX", StringComparison.OrdinalIgnoreCase) && connection.Client.Inbox is { } inbox
            ? inbox
            : await connection.Client.GetFolderAsync(path, cancellationToken);

    /// <summary>UIDVALIDITY as we keep it: 0 means "never opened" to us, so a server that reports none counts as 1.</summary>
    public static uint ValidityOf(IMailFolder folder) => Math.Max(1, folder.UidValidity);
}
