using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>Has the server report all folders of the person on one connection (NOTIFY, RFC 5465).</summary>
internal static class PersonalNotify
{
    private static readonly ImapEvent[] Selected = [new ImapEvent.MessageNew(), ImapEvent.MessageExpunge, ImapEvent.FlagChange];
    private static readonly ImapEvent[] Others = [.. Selected, ImapEvent.MailboxName];

    /// <returns>False when the server does not offer it, or not for so many folders.</returns>
    public static async Task<bool> ArmAsync(ImapConnection connection, FolderEvents events, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        if (!client.Capabilities.HasFlag(ImapCapabilities.Notify))
            return false;

        // A report about a folder the client has never heard of is dropped.
        var folders = new List<IMailFolder>();
        foreach (var personal in client.PersonalNamespaces)
            folders.AddRange(await client.GetFoldersAsync(personal, StatusItems.None, subscribedOnly: false, cancellationToken));
        if (folders.Count > FolderLister.MaxFolders || !await AgainAsync(connection, cancellationToken))
            return false;
        events.AddAll(client, folders);
        return true;
    }

    /// <summary>Asks for the reports again: a server that had too many for us has stopped them (NOTIFICATIONOVERFLOW).</summary>
    public static async Task<bool> AgainAsync(ImapConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Client.NotifyAsync(
                status: false,
                [new ImapEventGroup(ImapMailboxFilter.Selected, Selected), new ImapEventGroup(ImapMailboxFilter.Personal, Others)],
                cancellationToken);
            return true;
        }
        catch (ImapCommandException)
        {
            // BADEVENT, or NO for reasons of its own: IDLE on one folder is what is left.
            return false;
        }
    }
}
