using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Reads the folder tree of an account.</summary>
public sealed class FolderLister
{
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<IReadOnlyList<ServerFolder>> ListAsync(ImapLease lease, CancellationToken cancellationToken) => throw new NotImplementedException();
}
