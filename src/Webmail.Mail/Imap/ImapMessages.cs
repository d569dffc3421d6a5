using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Reads and changes messages of a folder. Everything throws <see cref="MailFaultException"/>; a changed UIDVALIDITY is <see cref="MailFaultKind.NotFound"/>.</summary>
public sealed class ImapMessages
{
    /// <summary>First words of the messages' texts; those that are gone or have no text come back empty or not at all.</summary>
    public Task<IReadOnlyList<PreviewText>> PreviewsAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The message as it is (BODY.PEEK[]): does not mark it read.</summary>
    public Task FetchRawAsync(ImapLease lease, string path, uint uidValidity, uint uid, Stream destination, long maxBytes, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task StoreFlagsAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, MailFlags add, MailFlags remove, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>Old to new UID; empty when the server does not say. UIDs that are gone are passed over.</returns>
    public Task<IReadOnlyDictionary<uint, uint>> MoveAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, string targetPath, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes for good, and only these: never what another client marked \Deleted.</summary>
    public Task ExpungeAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>The new UID; null when the server does not say.</returns>
    public Task<uint?> AppendAsync(ImapLease lease, string path, Stream message, MailFlags flags, DateTimeOffset date, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>The newest message with this Message-ID; null when there is none or the server cannot search for it.</returns>
    public Task<uint?> FindAsync(ImapLease lease, string path, string messageIdHeader, CancellationToken cancellationToken) => throw new NotImplementedException();
}
