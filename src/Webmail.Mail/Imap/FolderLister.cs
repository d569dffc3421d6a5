using MailKit;
using MailKit.Net.Imap;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Reads the folder tree of an account.</summary>
public sealed class FolderLister
{
    // A mailbox with more is a mistake or an attack; the tree would be of no use to anybody.
    internal const int MaxFolders = 5000;

    private const StatusItems Content = StatusItems.Count | StatusItems.UidNext | StatusItems.UidValidity | StatusItems.HighestModSeq;

    private readonly ProviderPresets _presets;

    internal FolderLister(ProviderPresets presets) => _presets = presets;

    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<IReadOnlyList<ServerFolder>> ListAsync(ImapLease lease, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(() => ReadAsync(lease.Connection, cancellationToken), cancellationToken);

#pragma warning disable CA1822 // An instance method like its sibling: callers need not know which of them keeps state.
    /// <summary>Whether a folder is the one these messages were learnt in, be its name what it may: the same UIDVALIDITY, and under the UIDs the same messages.</summary>
    /// <param name="messages">Some of it; those that are gone meanwhile say nothing.</param>
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<bool> HoldsAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<MessageIdentity> messages, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await lease.Connection.GetAsync(path, cancellationToken);
                await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
                if (FolderOpening.ValidityOf(folder) != uidValidity)
                    return false;
                if (messages.Count == 0)
                    return folder.Count == 0;
                var known = messages.ToDictionary(message => message.Uid);
                var found = await folder.FetchAsync(
                    [.. known.Keys.Order().Select(uid => new UniqueId(uid))],
                    new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Size),
                    cancellationToken);
                var compared = found.Where(summary => known.ContainsKey(summary.UniqueId.Id)).ToList();
                return compared.Count > 0 && compared.TrueForAll(summary => IsSame(known[summary.UniqueId.Id], summary));
            },
            cancellationToken);
#pragma warning restore CA1822

    private static bool IsSame(MessageIdentity known, IMessageSummary summary) =>
        summary.Size == known.SizeBytes && EnvelopeReader.MessageId(summary.Envelope?.MessageId).StartsWith(known.MessageIdHeader, StringComparison.Ordinal);

    private async Task<IReadOnlyList<ServerFolder>> ReadAsync(ImapConnection connection, CancellationToken cancellationToken)
    {
        var client = connection.Client;
        var folders = new Dictionary<string, IMailFolder>(StringComparer.Ordinal);

        // Courier's namespace "INBOX." does not contain INBOX itself, and some servers forget it in LIST.
        if (client.Inbox is { } inbox)
            folders[inbox.FullName] = inbox;
        var status = client.Capabilities.HasFlag(ImapCapabilities.ListStatus) ? Content : StatusItems.None;
        foreach (var personal in client.PersonalNamespaces)
        {
            foreach (var folder in await client.GetFoldersAsync(personal, status, subscribedOnly: false, cancellationToken))
                folders.TryAdd(folder.FullName, folder);
        }

        if (folders.Count > MaxFolders)
            throw new MailFaultException(new MailFault(MailFaultKind.Protocol, $"The server lists more than {MaxFolders} folders"));

        var usable = folders.Values.Where(folder => folder.FullName.Length > 0 && !folder.FullName.Any(char.IsControl)).ToList();
        var roles = FolderRoles.Assign(
            [.. usable.Select(folder => new FolderRoles.Candidate(folder.FullName, folder.DirectorySeparator, folder.Attributes, IsSelectable(folder)))],
            _presets.FindById(connection.ProviderId)?.SpecialFolders);
        return
        [
            .. usable.Select(folder => new ServerFolder(
                folder.FullName,
                folder.DirectorySeparator,
                roles.GetValueOrDefault(folder.FullName),
                IsSelectable(folder),
                folder.IsSubscribed,
                status == StatusItems.None ? null : StatusOf(connection, folder))),
        ];
    }

    private static FolderStatus? StatusOf(ImapConnection connection, IMailFolder folder) =>
        folder.UidValidity != 0 && folder.UidNext is { } uidNext
            ? new FolderStatus(folder.UidValidity, uidNext.Id, connection.HasModSeq ? folder.HighestModSeq : 0, folder.Count)
            : null;

    private static bool IsSelectable(IMailFolder folder) => (folder.Attributes & (FolderAttributes.NoSelect | FolderAttributes.NonExistent)) == 0;
}
