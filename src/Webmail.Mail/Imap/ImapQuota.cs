using MailKit.Net.Imap;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Asks how full a mailbox is (RFC 9208).</summary>
public sealed class ImapQuota
{
    private const long Kilobyte = 1024;

    internal ImapQuota()
    {
    }

#pragma warning disable CA1822 // An instance method like those of its siblings: callers need not know which of them keeps state.
    /// <returns>Null where the server does not say, or sets no limit.</returns>
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<MailboxQuota?> ReadAsync(ImapLease lease, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                if (!lease.Client.Capabilities.HasFlag(ImapCapabilities.Quota) || lease.Client.Inbox is not { } inbox)
                    return null;
                var quota = await inbox.GetQuotaAsync(cancellationToken);
                return quota is { StorageLimit: { } limit and > 0, CurrentStorageSize: { } used } ? new MailboxQuota(used * Kilobyte, limit * Kilobyte) : null;
            },
            cancellationToken);
#pragma warning restore CA1822
}
