using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Recognises, among messages new to a folder, those that wait in it for their UID.</summary>
internal sealed class Adoption(WebmailDbContext db, MailFolder folder)
{
    /// <returns>By UID, the tracked row that the message is.</returns>
    public async Task<IReadOnlyDictionary<uint, MailMessage>> FindAsync(IReadOnlyList<ServerMessage> incoming, CancellationToken cancellationToken)
    {
        var found = new Dictionary<uint, MailMessage>();
        if (incoming.Count == 0 || !await Lost.AnyAsync(cancellationToken))
            return found;

        var headers = incoming.Select(HeaderOf).Where(header => header.Length > 0).Distinct().ToArray();
        var sizes = incoming.Where(m => HeaderOf(m).Length == 0).Select(m => m.SizeBytes).Distinct().ToArray();
        var account = folder.AccountId;
        var candidates = await Lost.Where(m => m.AccountId == account && m.MessageIdHeader != "" && headers.Contains(m.MessageIdHeader)).ToListAsync(cancellationToken);
        if (sizes.Length > 0)
            candidates.AddRange(await Lost.Where(m => m.AccountId == account && m.MessageIdHeader == "" && sizes.Contains(m.SizeBytes)).ToListAsync(cancellationToken));

        var byHeader = candidates.ToLookup(m => m.MessageIdHeader);
        var taken = new HashSet<MessageId>();
        foreach (var server in incoming.OrderBy(m => m.Uid))
        {
            var free = byHeader[HeaderOf(server)].Where(row => !taken.Contains(row.Id)).ToList();
            // An exact match first: two messages may share a Message-ID.
            var match = free.Find(row => IsSame(row, server)) ?? free.Find(row => IsMoved(row, server));
            if (match is not null && taken.Add(match.Id))
                found.Add(server.Uid, match);
        }

        return found;
    }

    private IQueryable<MailMessage> Lost => db.Messages.Where(m => m.ServerFolderId == folder.Id && m.Uid == null);

    private static bool IsSame(MailMessage row, ServerMessage server) =>
        row.SizeBytes == server.SizeBytes
        && (row.Date == IncomingMessage.Milliseconds(server.Date) || row.Received == IncomingMessage.Milliseconds(server.InternalDate));

    // Some servers state another size for the copy; its Message-ID, in a folder where one is awaited, is enough.
    private static bool IsMoved(MailMessage row, ServerMessage server) =>
        row.UidLost > DateTimeOffset.UnixEpoch && row.MessageIdHeader.Length > 0 && row.MessageIdHeader == HeaderOf(server);

    private static string HeaderOf(ServerMessage server) => Text.Line(server.MessageIdHeader, Lengths.MessageId);
}
