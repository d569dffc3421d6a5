using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>The message that an account sends to itself when it is tested, and takes out of the inbox again.</summary>
public sealed class TestLetters
{
    // Where the server does not search, the letter is among the newest.
    private const int Newest = 20;

    internal TestLetters()
    {
    }

    /// <param name="messageId">Without angle brackets; nobody else may know it beforehand.</param>
    public Stream Compose(string address, string messageId, string subject, string text, DateTimeOffset date)
    {
        using var message = new MimeMessage { Subject = subject, MessageId = messageId, Date = date, Body = new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(address));
        message.To.Add(MailboxAddress.Parse(address));
        // RFC 3834: no answering machine answers it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        var bytes = new MemoryStream();
        message.WriteTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>Looks for the letter in the inbox and removes it when it is there.</summary>
    /// <returns>False while it has not arrived.</returns>
    /// <exception cref="MailFaultException">The server refused or went away; do not complete the lease.</exception>
    public Task<bool> TakeAsync(ImapLease lease, string messageId, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var inbox = lease.Client.Inbox ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The server has no INBOX"));
                // Opened anew: a server need not tell of arrivals before.
                if (inbox.IsOpen)
                    await inbox.CloseAsync(expunge: false, cancellationToken);
                await inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
                var found = await FindAsync(lease.Connection, inbox, messageId, cancellationToken);
                if (found.Count == 0)
                    return false;
                await inbox.StoreAsync(found, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen | MessageFlags.Deleted) { Silent = true }, cancellationToken);
                // Without UIDPLUS it would take with it what others marked; it goes when they expunge.
                if (lease.Client.Capabilities.HasFlag(ImapCapabilities.UidPlus))
                    await inbox.ExpungeAsync(found, cancellationToken);
                return true;
            },
            cancellationToken);

    private static async Task<IList<UniqueId>> FindAsync(ImapConnection connection, IMailFolder inbox, string messageId, CancellationToken cancellationToken)
    {
        if (inbox.Count == 0)
            return [];
        var newest = await inbox.FetchAsync(Math.Max(0, inbox.Count - Newest), -1, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope), cancellationToken);
        var among = newest.Where(summary => EnvelopeReader.MessageId(summary.Envelope?.MessageId) == messageId).Select(summary => summary.UniqueId).ToList();
        return among.Count > 0 || !connection.CanSearch ? among : await inbox.SearchAsync(SearchQuery.HeaderContains("Message-Id", messageId), cancellationToken);
    }
}
