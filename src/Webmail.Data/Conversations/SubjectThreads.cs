using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// The last resort of threading (RFC 5256 §3): a message that looks like a reply and says nothing of what to belongs to the message with the same
/// base subject shortly before it. Two messages that merely share a subject do not belong together.
/// </summary>
internal sealed class SubjectThreads(WebmailDbContext db, AccountId account, TimeSpan reach)
{
    // In one delta; a flood of such messages must not cost a query each.
    private const int MostSearches = 50;

    /// <returns>Pairs of a message, by its place, and another one or a conversation.</returns>
    public async Task<IReadOnlyList<(int Index, int Other, long? Conversation)>> FindAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        var pairs = new List<(int, int, long?)>();
        var bySubject = Enumerable.Range(0, messages.Count).Where(i => messages[i].SubjectKey.Length > 0).ToLookup(i => messages[i].SubjectKey);
        var searched = 0;
        var folders = messages.Any(m => m.IsLooseReply) ? await FoldersAsync(messages[0].FolderId, cancellationToken) : [];
        foreach (var reply in Enumerable.Range(0, messages.Count).Where(i => messages[i].IsLooseReply))
        {
            var (key, at) = (messages[reply].SubjectKey, messages[reply].Received);
            var before = bySubject[key].Where(i => i != reply && messages[i].Received <= at && messages[i].Received >= at - reach).Select(i => (int?)i).MaxBy(i => messages[i ?? 0].Received);
            if (before is { } other)
                pairs.Add((reply, other, null));
            else if (searched++ < MostSearches && await BeforeAsync(folders, key, at, cancellationToken) is { } conversation)
                pairs.Add((reply, reply, conversation));
        }

        pairs.AddRange(await RepliesAsync(messages, bySubject, cancellationToken));
        return pairs;
    }

    private Task<List<FolderId>> FoldersAsync(FolderId own, CancellationToken cancellationToken) => db.Folders
        .Where(f => f.AccountId == account && (f.Id == own || f.SpecialUse == SpecialUse.Inbox || f.SpecialUse == SpecialUse.Sent || f.SpecialUse == SpecialUse.Archive || f.SpecialUse == SpecialUse.All))
        .Select(f => f.Id).ToListAsync(cancellationToken);

    private Task<long?> BeforeAsync(List<FolderId> folders, string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var since = at - reach;
        return db.Messages
            .Where(m => folders.Contains(m.FolderId) && m.Visibility == Visibility.Shown && m.SubjectKey == subject && m.Received <= at && m.Received >= since && m.Conversation != 0)
            .OrderByDescending(m => m.Received).Select(m => (long?)m.Conversation).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The newest come first: a reply may be here before what it answers.</summary>
    private async Task<IReadOnlyList<(int Index, int Other, long? Conversation)>> RepliesAsync(IReadOnlyList<MailMessage> messages, ILookup<string, int> bySubject, CancellationToken cancellationToken)
    {
        var subjects = bySubject.Select(group => group.Key).ToArray();
        if (subjects.Length == 0)
            return [];
        var since = messages.Min(m => m.Received);
        var until = messages.Max(m => m.Received) + reach;
        var replies = await db.Messages
            .Where(m => m.AccountId == account && m.IsLooseReply && subjects.Contains(m.SubjectKey) && m.Received >= since && m.Received <= until && m.Conversation != 0)
            .OrderByDescending(m => m.Received).Take(Settling.ChunkSize)
            .Select(m => new { m.SubjectKey, m.Received, m.Conversation }).ToListAsync(cancellationToken);
        return
        [
            .. from reply in replies
               from index in bySubject[reply.SubjectKey]
               where messages[index].Received <= reply.Received && messages[index].Received >= reply.Received - reach && !messages[index].IsLooseReply
               select (index, index, (long?)reply.Conversation),
        ];
    }
}
