using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What screens read: no tracking, everything confined to the person, nothing that waits for a mail server.</summary>
public sealed class MailQueries(IDbContextFactory<WebmailDbContext> contexts)
{
    /// <summary>The person's accounts in the order they chose, each with its folders in display order.</summary>
    public async Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.UserId == user.Value).OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var others = (await db.Identities.AsNoTracking().Where(i => i.UserId == user.Value && !i.IsOwn).OrderBy(i => i.Id).Select(i => new { i.AccountId, i.Id, i.Name, i.Address }).ToListAsync(cancellationToken))
            .ToLookup(i => i.AccountId);
        var folders = (await db.Folders.AsNoTracking().Where(f => f.UserId == user.Value).ToListAsync(cancellationToken)).ToLookup(f => f.AccountId);
        return
        [
            .. accounts.Select(a => new AccountView(
                a.Id, a.Address, a.SenderName, a.SenderNameConfirmed, a.Color, a.State,
                a.FaultKind is { } kind ? new MailFault(kind, a.FaultText ?? "") : null,
                a.OfflineSince,
                FolderTree.Arrange(folders[a.Id]))
            {
                IsPaused = !a.Enabled,
                OAuthProvider = a.OAuthProvider,
                Name = a.Name,
                Notifies = !a.Muted,
                Synced = a.Synced,
                Quota = a is { QuotaUsedBytes: { } used, QuotaLimitBytes: { } limit } ? new MailboxQuota(used, limit) : null,
                Senders = [new SenderChoice(SenderIdentity.KeyOf(a.Id, null), a.SenderName ?? "", a.Address), .. others[a.Id].Select(i => new SenderChoice(SenderIdentity.KeyOf(a.Id, i.Id), i.Name, i.Address))],
            }),
        ];
    }

    /// <summary>A window of a view as it is arranged. Past the end the rows are empty; of a view that is not the person's there is nothing.</summary>
    public async Task<MessagePage> PageAsync(UserId user, MailList list, int first, int count, CancellationToken cancellationToken)
    {
        var (view, arrangement) = list;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Nothing can be unread or starred that no server has.
        if (arrangement.Filter == ListFilter.None && OwnRows.Of(view) is { } own)
        {
            var ours = own.Query(db, user);
            var ourTotal = await ours.CountAsync(cancellationToken);
            var rows = first < ourTotal
                ? (await ours.Skip(first).Take(count).ToListAsync(cancellationToken)).ConvertAll(row => row.ToRow())
                : [];
            if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } behind)
                return new MessagePage(ourTotal, first, rows);

            var page = await PageAsync(db, behind, arrangement, Math.Max(0, first - ourTotal), count - rows.Count, cancellationToken);
            return new MessagePage(ourTotal + page.Total, first, [.. rows, .. page.Rows]);
        }

        return await MessageScope.FindAsync(db, user, view, cancellationToken) is { } scope
            ? await PageAsync(db, scope, arrangement, first, count, cancellationToken)
            : MessagePage.Empty;
    }

    /// <summary>Position in the list of the message, or of its conversation where rows are conversations; from 0, null when it is not in it.</summary>
    public async Task<int?> IndexOfAsync(UserId user, MailList list, MessageId message, CancellationToken cancellationToken)
    {
        var (view, arrangement) = list;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } scope
            || await IndexOfAsync(db, user, scope, arrangement, message, cancellationToken) is not { } index)
            return null;

        return index + (arrangement.Filter == ListFilter.None && OwnRows.Of(view) is { } own ? await own.Query(db, user).CountAsync(cancellationToken) : 0);
    }

    public async Task<MessageFacts?> FindAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var m = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == message && m.UserId == user.Value && m.Visibility == Visibility.Shown, cancellationToken);
        if (m is null)
            return null;

        var (to, cc, replyTo) = MessagePeople.Read(m.People);
        // Its bytes are fetched where the server has it, whatever the person did since.
        return new MessageFacts(
            m.Id, m.AccountId, m.ServerFolderId, m.Uid, m.Subject, new MailPerson(m.FromName, m.FromAddress), to, cc, replyTo, m.Received, m.SizeBytes, m.Flags,
            m.MessageIdHeader, m.References.Split(' ', StringSplitOptions.RemoveEmptyEntries), m.HasAttachments, m.BodyBlob);
    }

    public async Task<MessageRow?> RowAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await RowsAsync(db, db.Messages.Where(m => m.Id == message && m.UserId == user.Value && m.Visibility == Visibility.Shown), cancellationToken);
        return rows.Count == 1 ? rows[0] : null;
    }

    /// <summary>Messages of a list, or the newest of each conversation, from the top; rows of ours that no server has are not among them.</summary>
    public async Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailList list, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MessageScope.FindAsync(db, user, list.View, cancellationToken) is { } arranged && list.Arrangement != ListArrangement.Default)
            return await (await ListQuery.CreateAsync(db, arranged, list.Arrangement, cancellationToken)).WindowAsync(0, max, cancellationToken);
        return await MessageScope.FindAsync(db, user, list.View, cancellationToken) is { } scope
            ? await scope.Messages(db).OrderByDescending(m => m.Received).ThenByDescending(m => m.Id).Take(max).Select(m => m.Id).ToListAsync(cancellationToken)
            : [];
    }

    /// <summary>The numbers beside the views across accounts.</summary>
    public async Task<ViewCounts> CountsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var folders = await db.Folders.Where(f => f.UserId == user.Value && (f.SpecialUse == SpecialUse.Inbox || f.SpecialUse == SpecialUse.Drafts))
            .Select(f => new { f.SpecialUse, f.Total, f.Unread }).ToListAsync(cancellationToken);
        return new ViewCounts(
            folders.Where(f => f.SpecialUse == SpecialUse.Inbox).Sum(f => f.Unread),
            folders.Where(f => f.SpecialUse == SpecialUse.Drafts).Sum(f => f.Total) + await OwnRows.Drafts.Query(db, user).CountAsync(cancellationToken),
            await OwnRows.Scheduled.Query(db, user).CountAsync(cancellationToken),
            await OwnRows.Outbox.Query(db, user).CountAsync(cancellationToken));
    }

    /// <summary>People whose address, name or a later part of whose name starts with what was typed, also in the other alphabet, with the keyboard in the other layout, or mistyped; those written to much and lately come first.</summary>
    public async Task<IReadOnlyList<MailPerson>> PeopleAsync(UserId user, string prefix, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PeopleSearch.FindAsync(db, user, prefix, max, cancellationToken);
    }

    /// <summary>The messages of the conversation that a message is in, as a view tells it: oldest first, each once. Without a conversation, the message alone; nothing when it is not the person's.</summary>
    public async Task<IReadOnlyList<MessageRow>> ConversationAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } scope
            || await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == message && m.UserId == user.Value && m.Visibility == Visibility.Shown, cancellationToken) is not { } asked)
            return [];

        var members = asked.Conversation == 0 ? [] : await ConversationRows.MembersAsync(db, [new ConversationKey(asked.AccountId, asked.Conversation)], cancellationToken);
        var told = ConversationMember.Told(members, scope).Select(m => m.Id).ToList();
        return await RowsOfAsync(db, told.Count == 0 ? [message] : told, cancellationToken);
    }

    /// <summary>Every message in a view of the conversations that some messages are in: what an action on a conversation acts on.</summary>
    public async Task<IReadOnlyList<MessageId>> WithConversationsAsync(UserId user, MailView view, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } scope)
            return messages;

        var keys = new List<ConversationKey>();
        foreach (var ids in messages.Chunk(Settling.ChunkSize))
            keys.AddRange((await KeysAsync(db.Messages.Where(m => ids.Contains(m.Id) && m.UserId == user.Value), cancellationToken)).Values);
        var members = await ConversationRows.MembersAsync(db, keys, cancellationToken);
        return [.. messages.Union(members.Where(scope.Holds).Select(m => m.Id))];
    }

    private static async Task<MessagePage> PageAsync(WebmailDbContext db, MessageScope scope, ListArrangement arrangement, int first, int count, CancellationToken cancellationToken)
    {
        if (arrangement.ToQuery().Length > 0 || arrangement.ShowsConversations)
        {
            var list = await ListQuery.CreateAsync(db, scope, arrangement, cancellationToken);
            var ids = await list.WindowAsync(first, count, cancellationToken);
            var rows = await RowsOfAsync(db, ids, cancellationToken);
            if (arrangement.ShowsConversations)
                rows = await ConversationRows.SummarizeAsync(db, scope, rows, await KeysAsync(db.Messages.Where(m => ids.Contains(m.Id)), cancellationToken), cancellationToken);
            return new MessagePage(list.Total, first, rows);
        }

        var total = await scope.TotalAsync(db, cancellationToken);
        count = Math.Min(count, total - first);
        if (count <= 0)
            return new MessagePage(total, first, []);

        return new MessagePage(total, first, await RowsAsync(db, Window(scope.Messages(db), first, count, total), cancellationToken, backwards: IsNearerEnd(first, count, total)));
    }

    /// <summary>The window read from the end of the index that is nearer: skipping costs by the row.</summary>
    internal static IQueryable<MailMessage> Window(IQueryable<MailMessage> messages, int first, int count, int total) =>
        IsNearerEnd(first, count, total)
            ? messages.OrderBy(m => m.Received).ThenBy(m => m.Id).Skip(total - first - count).Take(count)
            : messages.OrderByDescending(m => m.Received).ThenByDescending(m => m.Id).Skip(first).Take(count);

    internal static IQueryable<MailMessage> NewerThan(IQueryable<MailMessage> messages, DateTimeOffset received, MessageId message)
    {
        // The first condition alone bounds the range of the index. EF compares ids only as the numbers they are stored as.
        var id = message.Value;
        return messages.Where(m => m.Received >= received && (m.Received > received || (long)(object)m.Id > id));
    }

    private static async Task<int?> IndexOfAsync(WebmailDbContext db, UserId user, MessageScope scope, ListArrangement arrangement, MessageId message, CancellationToken cancellationToken)
    {
        if (arrangement.ToQuery().Length > 0 || arrangement.ShowsConversations)
        {
            return await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == message && m.UserId == user.Value && m.Visibility == Visibility.Shown, cancellationToken) is { } asked
                ? await (await ListQuery.CreateAsync(db, scope, arrangement, cancellationToken)).IndexOfAsync(asked, cancellationToken)
                : null;
        }

        return await scope.Messages(db).Where(m => m.Id == message).Select(m => new { m.Received }).SingleOrDefaultAsync(cancellationToken) is { } found
            ? await NewerThan(scope.Messages(db), found.Received, message).CountAsync(cancellationToken)
            : null;
    }

    private static Task<Dictionary<MessageId, ConversationKey>> KeysAsync(IQueryable<MailMessage> messages, CancellationToken cancellationToken) =>
        messages.Where(m => m.Conversation > 0).Select(m => new { m.Id, m.AccountId, m.Conversation }).ToDictionaryAsync(m => m.Id, m => new ConversationKey(m.AccountId, m.Conversation), cancellationToken);

    /// <summary>Rows in the order of the ids; those of messages gone meanwhile are missing.</summary>
    private static async Task<List<MessageRow>> RowsOfAsync(WebmailDbContext db, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        var rows = (await RowsAsync(db, db.Messages.Where(m => ids.Contains(m.Id) && m.Visibility == Visibility.Shown), cancellationToken)).ToDictionary(row => row.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static bool IsNearerEnd(int first, int count, int total) => first > total - first - count;

    private static async Task<List<MessageRow>> RowsAsync(WebmailDbContext db, IQueryable<MailMessage> messages, CancellationToken cancellationToken, bool backwards = false)
    {
        var rows = await RowColumns.Select(db, messages).ToListAsync(cancellationToken);
        if (backwards)
            rows.Reverse();
        return rows.ConvertAll(row => row.ToRow());
    }
}
