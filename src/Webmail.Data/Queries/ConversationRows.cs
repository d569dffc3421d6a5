using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Makes rows of conversations of the rows of their heads, and tells which messages a conversation has.</summary>
internal static class ConversationRows
{
    private const int MostSenders = 5;

    /// <param name="rows">Heads, with the numbers of their conversations in <paramref name="keys"/>.</param>
    public static async Task<List<MessageRow>> SummarizeAsync(
        WebmailDbContext db, MessageScope scope, IReadOnlyList<MessageRow> rows, IReadOnlyDictionary<MessageId, ConversationKey> keys, CancellationToken cancellationToken)
    {
        var members = (await MembersAsync(db, keys.Values, cancellationToken)).ToLookup(m => m.Key);
        var accounts = keys.Values.Select(key => key.Account).Distinct().ToArray();
        var addresses = await db.Accounts.Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Address, cancellationToken);
        return [.. rows.Select(row => keys.TryGetValue(row.Id, out var key) ? Summarize(row, key, [.. members[key]], scope, addresses[key.Account]) : row)];
    }

    /// <summary>Every message the person can see of some conversations, in one query an account.</summary>
    public static async Task<List<ConversationMember>> MembersAsync(WebmailDbContext db, IEnumerable<ConversationKey> keys, CancellationToken cancellationToken)
    {
        var members = new List<ConversationMember>();
        foreach (var account in keys.Distinct().GroupBy(key => key.Account, key => key.Number))
        {
            foreach (var numbers in account.Chunk(Settling.ChunkSize))
                members.AddRange(await ConversationMember.Select(db.Messages.Where(m => m.AccountId == account.Key && numbers.Contains(m.Conversation))).ToListAsync(cancellationToken));
        }

        return members;
    }

    private static MessageRow Summarize(MessageRow row, ConversationKey key, IReadOnlyList<ConversationMember> members, MessageScope scope, string me)
    {
        var told = ConversationMember.Told(members, scope);
        var inView = members.Where(scope.Holds).ToList();
        var flags = row.Flags & ~(MailFlags.Seen | MailFlags.Flagged);
        if (inView.TrueForAll(m => (m.Flags & MailFlags.Seen) != 0))
            flags |= MailFlags.Seen;
        if (inView.Exists(m => (m.Flags & MailFlags.Flagged) != 0))
            flags |= MailFlags.Flagged;
        return row with
        {
            Flags = flags,
            HasAttachments = told.Any(m => m.HasAttachments),
            Conversation = new ConversationSummary(key, told.Count, Senders(told, me)),
        };
    }

    private static List<ConversationSender> Senders(IReadOnlyList<ConversationMember> told, string me)
    {
        var senders = told
            .Select(m => new ConversationSender(new MailPerson(m.FromName, m.FromAddress), m.Role == SpecialUse.Sent || Text.Key(m.FromAddress) == Text.Key(me)))
            .DistinctBy(sender => sender.IsMe ? "" : Text.Key(sender.Person.Address.Length > 0 ? sender.Person.Address : sender.Person.Name)).ToList();
        // Who began it, and who wrote last.
        return senders.Count <= MostSenders ? senders : [senders[0], .. senders[^(MostSenders - 1)..]];
    }
}
