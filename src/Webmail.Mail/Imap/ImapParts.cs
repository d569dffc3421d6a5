using MailKit;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Mail.Imap;

#pragma warning disable CA1822 // An instance like its siblings: callers need not know which of them keep state.

/// <summary>Reads large messages part by part. Everything throws <see cref="MailFaultException"/>; a changed UIDVALIDITY is <see cref="MailFaultKind.NotFound"/>.</summary>
public sealed class ImapParts
{
    /// <summary>Between two pieces others get at the connection, and a reader that left is noticed.</summary>
    internal const int PieceBytes = 2 * 1024 * 1024;

    private const int HeadBytes = 256 * 1024;

    internal ImapParts()
    {
    }

    /// <summary>Writes a message without its files: the head, the structure and the texts. See <see cref="MessageOutline"/>.</summary>
    /// <returns>False when its structure is not worth it, or not to be trusted, and nothing was written: the message has to be fetched whole.</returns>
    public Task<bool> OutlineAsync(ImapLease lease, string path, uint uidValidity, uint uid, Stream destination, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uid, cancellationToken);
                var id = new UniqueId(uid);
                var summaries = await folder.FetchAsync([id], new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure), cancellationToken);
                var summary = summaries.FirstOrDefault(found => found.UniqueId == id) ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The message is gone from the server"));
                if (OutlinePlan.Of(summary.Body) is not { } plan)
                    return false;

                if (!lease.Connection.HasRanges && !plan.FitsWithoutRanges())
                    return false;
                using var head = new MemoryStream();
                await ReadStartAsync(lease, folder, id, "HEADER", HeadBytes, head, cancellationToken);
                if (head.Length == 0)
                    return false;
                foreach (var leaf in plan.Leaves.Where(leaf => leaf.Wanted > 0))
                {
                    using var text = new MemoryStream();
                    await ReadStartAsync(lease, folder, id, leaf.Place.Section, leaf.Wanted, text, cancellationToken);
                    // Yandex leaves the content of a part out now and then (MailKit's issue 1708).
                    if (text.Length == 0 && leaf.Place.Octets > 0)
                        return false;
                    leaf.Text = text.ToArray();
                }

                OutlineWriter.Write(plan, head.ToArray(), destination);
                return true;
            },
            cancellationToken);

    /// <summary>Writes the next piece of a section to <paramref name="destination"/>, as it comes over the line.</summary>
    /// <param name="maxBytes">Of the whole section: <see cref="MailFaultKind.Quota"/> above it.</param>
    public Task ReadPieceAsync(
        ImapLease lease, string path, uint uidValidity, uint uid, SectionProgress progress, Stream destination, long maxBytes, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync(
            async () =>
            {
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uid, cancellationToken);
                await NextAsync(lease.Connection, folder, new UniqueId(uid), progress, destination, maxBytes, cancellationToken);
            },
            cancellationToken);

    /// <summary>One piece, or all of it where the server has no ranges that can be relied on.</summary>
    internal static async Task NextAsync(
        ImapConnection connection, IMailFolder folder, UniqueId uid, SectionProgress progress, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        if (progress.Offset > maxBytes)
            throw new MailFaultException(new MailFault(MailFaultKind.Quota, $"The part is larger than {maxBytes} bytes"));
        int? asked = connection.HasRanges ? PieceBytes : null;
        progress.Add(await Streaming(folder).ReadAsync(uid, progress.Section, (int)progress.Offset, asked ?? 0, destination, maxBytes, cancellationToken), asked);
    }

    // Without ranges a text that is longer than it says is a fault, and the message is fetched whole.
    private static Task<long> ReadStartAsync(ImapLease lease, IMailFolder folder, UniqueId uid, string section, int bytes, Stream destination, CancellationToken cancellationToken) =>
        Streaming(folder).ReadAsync(uid, section, 0, lease.Connection.HasRanges ? bytes : 0, destination, bytes, cancellationToken);

    private static StreamingImapFolder Streaming(IMailFolder folder) =>
        folder as StreamingImapFolder ?? throw new InvalidOperationException("Folders come from a streaming client");
}
