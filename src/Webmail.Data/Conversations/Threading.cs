using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Finds the conversation of each message by what it refers to (Message-ID, References, In-Reply-To) and what its server says, else, for replies that refer to nothing,
/// by the base subject of a message shortly before. Works on some messages at a time: what is asked of the store is bounded by them, never by
/// the folder.
/// </summary>
internal sealed class Threading(WebmailDbContext db, AccountId account)
{
    // A longer conversation goes on as a new one: a stranger's references must not make us relink half a mailbox.
    private const int MostMessages = 250;
    private const int MostReferences = 40;
    private static readonly TimeSpan SubjectReach = TimeSpan.FromDays(30);

    /// <summary>Gives each message its conversation, and those alone in a new one their heads. Rows that are in the store already have to be tracked and without a conversation.</summary>
    /// <returns>Conversations that others are in as well: who stands for them has to be decided anew.</returns>
    public async Task<IReadOnlyCollection<long>> AssignAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return [];

        var ids = messages.Select(IdsOf).ToList();
        var known = await KnownAsync(ids, cancellationToken);
        var links = await LinksAsync(ids, cancellationToken);
        var bySubject = await new SubjectThreads(db, account, SubjectReach).FindAsync(messages, cancellationToken);
        var sizes = await SizesAsync([.. known.SelectMany(k => k), .. links.Values, .. bySubject.Select(pair => pair.Conversation).OfType<long>()], cancellationToken);

        var threads = new ThreadSets(messages.Count, sizes, MostMessages);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var id in ids[i].All)
            {
                foreach (var conversation in known[id])
                    threads.Join(i, conversation);
                if (links.TryGetValue(Hash(id), out var linked))
                    threads.Join(i, linked);
                if (!seen.TryAdd(id, i))
                    threads.Join(i, seen[id]);
            }
        }

        foreach (var (index, other, conversation) in bySubject)
        {
            if (conversation is { } number)
                threads.Join(index, number);
            else
                threads.Join(index, other);
        }

        var shared = await NumberAsync(messages, threads, cancellationToken);
        await StoreLinksAsync(messages, ids, cancellationToken);
        return shared;
    }

    /// <summary>The key of a Message-ID in the table of links.</summary>
    internal static long Hash(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private static MessageIds IdsOf(MailMessage message)
    {
        var references = message.References.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(message.InReplyTo.Trim())
            .Where(id => id.Length > 0 && id != message.MessageIdHeader).Distinct().ToList();
        // The first names the root, the last ones the nearest ancestors.
        if (references.Count > MostReferences)
            references = [references[0], .. references[^(MostReferences - 1)..]];
        // The server's word for the conversation binds like a reference to it. No Message-ID has a line break.
        if (message.ServerThread.Length > 0)
            references.Add("\n" + message.ServerThread);
        return new MessageIds(message.MessageIdHeader, references);
    }

    private async Task<ILookup<string, long>> KnownAsync(List<MessageIds> ids, CancellationToken cancellationToken)
    {
        var found = new List<(string Id, long Conversation)>();
        foreach (var chunk in ids.SelectMany(m => m.All).Distinct().Chunk(Settling.ChunkSize))
        {
            var rows = await db.Messages.Where(m => m.AccountId == account && chunk.Contains(m.MessageIdHeader) && m.Conversation != 0)
                .Select(m => new { m.MessageIdHeader, m.Conversation }).Distinct().ToListAsync(cancellationToken);
            found.AddRange(rows.Select(row => (row.MessageIdHeader, row.Conversation)));
        }

        return found.ToLookup(row => row.Id, row => row.Conversation);
    }

    private async Task<Dictionary<long, long>> LinksAsync(List<MessageIds> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, long>();
        foreach (var chunk in ids.SelectMany(m => m.All).Select(Hash).Distinct().Chunk(Settling.ChunkSize))
        {
            foreach (var link in await db.ConversationLinks.AsNoTracking().Where(l => l.AccountId == account && chunk.Contains(l.Key)).ToListAsync(cancellationToken))
                found[link.Key] = link.Conversation;
        }

        return found;
    }

    private async Task<Dictionary<long, int>> SizesAsync(IReadOnlyList<long> conversations, CancellationToken cancellationToken)
    {
        var sizes = conversations.Distinct().ToDictionary(number => number, _ => 0);
        foreach (var chunk in sizes.Keys.ToList().Chunk(Settling.ChunkSize))
        {
            var counted = await db.Messages.Where(m => m.AccountId == account && chunk.Contains(m.Conversation))
                .GroupBy(m => m.Conversation).Select(group => new { Number = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
            foreach (var conversation in counted)
                sizes[conversation.Number] = conversation.Count;
        }

        return sizes;
    }

    private async Task<IReadOnlyCollection<long>> NumberAsync(IReadOnlyList<MailMessage> messages, ThreadSets threads, CancellationToken cancellationToken)
    {
        var sets = threads.ToSets();
        var fresh = sets.Count(set => set.Conversations.Count == 0);
        var next = fresh == 0 ? 0 : await TakeNumbersAsync(fresh, cancellationToken);
        var shared = new HashSet<long>();
        foreach (var set in sets)
        {
            var number = set.Conversations.Count == 0 ? next++ : set.Conversations[0];
            foreach (var loser in set.Conversations.Skip(1))
                await RelinkAsync(loser, number, cancellationToken);
            foreach (var index in set.Messages)
                messages[index].Conversation = number;
            if (set.Conversations.Count == 0 && set.Messages is [var only])
                messages[only].Heads = HeadCandidate.Elect([HeadCandidate.Of(messages[only])]).Single().Heads;
            else
                shared.Add(number);
        }

        return shared;
    }

    /// <returns>The first of the numbers.</returns>
    private async Task<long> TakeNumbersAsync(int count, CancellationToken cancellationToken)
    {
        await db.Accounts.Where(a => a.Id == account)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastConversation, a => a.LastConversation + count), cancellationToken);
        return await db.Accounts.Where(a => a.Id == account).Select(a => a.LastConversation).SingleAsync(cancellationToken) - count + 1;
    }

    private async Task RelinkAsync(long from, long to, CancellationToken cancellationToken)
    {
        await db.Messages.Where(m => m.AccountId == account && m.Conversation == from)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Conversation, to), cancellationToken);
        await db.ConversationLinks.Where(l => l.AccountId == account && l.Conversation == from)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Conversation, to), cancellationToken);
    }

    /// <summary>Only what is referred to needs a link: a message itself is found by its Message-ID.</summary>
    private async Task StoreLinksAsync(IReadOnlyList<MailMessage> messages, List<MessageIds> ids, CancellationToken cancellationToken)
    {
        var links = new Dictionary<long, long>();
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var id in ids[i].References)
                links[Hash(id)] = messages[i].Conversation;
        }

        if (links.Count == 0)
            return;
        if (db.Database.IsNpgsql())
        {
            var (keys, numbers) = (links.Keys.ToArray(), links.Values.ToArray());
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "ConversationLinks" ("AccountId", "Key", "Conversation")
                SELECT {account.Value}, key, number FROM unnest({keys}, {numbers}) AS links(key, number)
                ON CONFLICT ("AccountId", "Key") DO UPDATE SET "Conversation" = excluded."Conversation"
                """, cancellationToken);
            return;
        }

        var json = System.Text.Json.JsonSerializer.Serialize(links.Select(link => new[] { link.Key, link.Value }));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "ConversationLinks" ("AccountId", "Key", "Conversation")
            SELECT {account.Value}, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each({json}) WHERE true
            ON CONFLICT ("AccountId", "Key") DO UPDATE SET "Conversation" = excluded."Conversation"
            """, cancellationToken);
    }

    private sealed record MessageIds(string Own, IReadOnlyList<string> References)
    {
        public IEnumerable<string> All => Own.Length > 0 ? References.Prepend(Own) : References;
    }
}
