using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Compares a folder with its index, one bounded step a call.</summary>
public sealed class FolderScanner
{
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<FolderDelta> ScanAsync(ImapLease lease, string path, SyncAnchor anchor, KnownMessages known, CancellationToken cancellationToken) => throw new NotImplementedException();
}
