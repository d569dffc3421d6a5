using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What screens read: no tracking, everything confined to the person, nothing that waits for a mail server.</summary>
public sealed class MailQueries(IDbContextFactory<WebmailDbContext> contexts)
{
    /// <summary>The person's accounts in the order they were added, each with its folders in display order.</summary>
    public async Task<IReadOnlyList<AccountView>> AccountsAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.UserId == user.Value).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var folders = (await db.Folders.AsNoTracking().Where(f => f.UserId == user.Value).ToListAsync(cancellationToken)).ToLookup(f => f.AccountId);
        return
        [
            .. accounts.Select(a => new AccountView(
                a.Id, a.Address, a.SenderName, a.SenderNameConfirmed, a.Color, a.State,
                a.FaultKind is { } kind ? new MailFault(kind, a.FaultText ?? "") : null,
                a.OfflineSince,
                FolderTree.Arrange(folders[a.Id]))),
        ];
    }

    /// <summary>A window of a view, newest first. Past the end the rows are empty; of a view that is not the person's there is nothing.</summary>
    public async Task<MessagePage> PageAsync(UserId user, MailView view, int first, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (OwnRows.Of(view) is { } own)
        {
            var ours = own.Query(db, user);
            var ourTotal = await ours.CountAsync(cancellationToken);
            var rows = first < ourTotal
                ? (await ours.Skip(first).Take(count).ToListAsync(cancellationToken)).ConvertAll(row => row.ToRow())
                : [];
            if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } behind)
                return new MessagePage(ourTotal, first, rows);

            var page = await PageAsync(db, behind, Math.Max(0, first - ourTotal), count - rows.Count, cancellationToken);
            return new MessagePage(ourTotal + page.Total, first, [.. rows, .. page.Rows]);
        }

        return await MessageScope.FindAsync(db, user, view, cancellationToken) is { } scope
            ? await PageAsync(db, scope, first, count, cancellationToken)
            : MessagePage.Empty;
    }

    /// <summary>Position of the message in the view, from 0; null when it is not in it.</summary>
    public async Task<int?> IndexOfAsync(UserId user, MailView view, MessageId message, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } scope
            || await scope.Messages(db).Where(m => m.Id == message).Select(m => new { m.Received }).SingleOrDefaultAsync(cancellationToken) is not { } found)
            return null;

        var newer = await NewerThan(scope.Messages(db), found.Received, message).CountAsync(cancellationToken);
        return newer + (OwnRows.Of(view) is { } own ? await own.Query(db, user).CountAsync(cancellationToken) : 0);
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

    /// <summary>Messages of a view, newest first; rows of ours that no server has are not among them.</summary>
    public async Task<IReadOnlyList<MessageId>> IdsAsync(UserId user, MailView view, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await MessageScope.FindAsync(db, user, view, cancellationToken) is { } scope
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

    /// <summary>People whose address, name or a later part of whose name starts with what was typed; those written to most come first.</summary>
    public async Task<IReadOnlyList<MailPerson>> PeopleAsync(UserId user, string prefix, int max, CancellationToken cancellationToken)
    {
        var key = Text.Key(prefix.Trim());
        if (key.Length == 0)
            return [];

        var word = " " + key;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Correspondents
            .Where(c => c.UserId == user.Value && (c.AddressKey.StartsWith(key) || c.NameKey.StartsWith(key) || c.NameKey.Contains(word)))
            .OrderByDescending(c => c.Weight).ThenByDescending(c => c.LastSeen).ThenBy(c => c.Id)
            .Take(max)
            .Select(c => new MailPerson(c.Name, c.Address))
            .ToListAsync(cancellationToken);
    }

    private static async Task<MessagePage> PageAsync(WebmailDbContext db, MessageScope scope, int first, int count, CancellationToken cancellationToken)
    {
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

    private static bool IsNearerEnd(int first, int count, int total) => first > total - first - count;

    private static async Task<List<MessageRow>> RowsAsync(WebmailDbContext db, IQueryable<MailMessage> messages, CancellationToken cancellationToken, bool backwards = false)
    {
        var rows = await RowColumns.Select(db, messages).ToListAsync(cancellationToken);
        if (backwards)
            rows.Reverse();
        return rows.ConvertAll(row => row.ToRow());
    }
}
