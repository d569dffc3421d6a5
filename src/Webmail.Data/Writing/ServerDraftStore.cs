using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What the Drafts folder of a server has still to hear of our drafts. One copy a draft, known by a Message-ID that all its versions share.</summary>
public sealed class ServerDraftStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    // Of a copy on the server that is older than any version.
    internal const int Stale = -1;

    /// <summary>How long after a change the server hears of it; what is typed meanwhile goes along.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>From this on a draft's files make its copy a long upload.</summary>
    public const long LargeBytes = 1024 * 1024;

    /// <summary>The same for a large draft whose files the server has already: only its text goes again, and it waits in the database and for the closing of the composer.</summary>
    public static readonly TimeSpan LargePause = TimeSpan.FromMinutes(5);

    internal static TimeSpan PauseOf(StoredDraft draft, long fileBytes) => fileBytes >= LargeBytes && draft.ServerVersion > 0 ? LargePause : Pause;

    /// <summary>The draft that is due first; null when none is.</summary>
    public async Task<ServerDraft?> NextDueAsync(AccountId account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Drafts.AsNoTracking().Include(d => d.Attachments.OrderBy(a => a.Id))
            .Where(d => d.AccountId == account && d.ServerDue <= now).OrderBy(d => d.ServerDue).ThenBy(d => d.Id).FirstOrDefaultAsync(cancellationToken);
        return stored is null
            ? null
            : new ServerDraft(DraftStore.ToModel(stored), stored.Place == DraftPlace.Shown, stored.ServerHeader, stored.ServerVersion, stored.ServerFolderId, stored.ServerUid);
    }

    /// <summary>Until the next is due; zero when one is due now, null when none is.</summary>
    public async Task<TimeSpan?> NextDelayAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Drafts.Where(d => d.AccountId == account && d.ServerDue != null).MinAsync(d => d.ServerDue, cancellationToken);
        return due - time.GetUtcNow() is { } delay ? (delay > TimeSpan.Zero ? delay : TimeSpan.Zero) : null;
    }

    /// <summary>Written down before the copy is made, so that whatever becomes of the answer, the copy can be found.</summary>
    public Task<bool> NameAsync(DraftId draft, string header, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db => await db.Drafts.Where(d => d.Id == draft && d.ServerHeader == "")
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ServerHeader, header), cancellationToken) == 1, cancellationToken);

    /// <summary>The server has this version now.</summary>
    /// <param name="draft">As it was when its copy was made.</param>
    /// <param name="uid">Null when the server does not say.</param>
    public Task SavedAsync(Draft draft, FolderId folder, uint? uid, CancellationToken cancellationToken) =>
        ChangeAsync(draft.Id, stored =>
        {
            (stored.ServerVersion, stored.ServerFolderId, stored.ServerUid) = (draft.Version, folder, uid);
            stored.ServerDue = stored.Place != DraftPlace.Shown ? time.GetUtcNow() : stored.Updated == draft.Updated ? null : time.GetUtcNow() + PauseOf(stored, draft.Attachments.Sum(file => file.SizeBytes));
        }, cancellationToken);

    /// <summary>Another mail program put a copy of its own there: nothing is written until the person has decided.</summary>
    public Task ContestAsync(DraftId draft, FolderId folder, uint theirs, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored => (stored.ServerFolderId, stored.TheirUid, stored.ServerDue) = (folder, theirs, null), cancellationToken);

    /// <summary>The message another program made of a draft; null when there is none, or it is not in the index yet.</summary>
    public async Task<MessageId?> TheirsAsync(UserId user, DraftId draft, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Drafts.Where(d => d.Id == draft && d.UserId == user.Value && d.TheirUid != null)
            .Join(db.Messages.Where(m => m.Visibility == Visibility.Shown), d => new { Folder = d.ServerFolderId, Uid = d.TheirUid }, m => new { Folder = (FolderId?)m.ServerFolderId, m.Uid }, (_, m) => (MessageId?)m.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The person has decided: what is here takes the place of the other program's copy.</summary>
    public Task<bool> SettleAsync(DraftId draft, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored => (stored.ServerUid, stored.TheirUid, stored.ServerVersion, stored.ServerDue) = (stored.TheirUid ?? stored.ServerUid, null, Stale, time.GetUtcNow()), cancellationToken);

    /// <summary>Both stay: what is here becomes a copy of its own, under another name than the other program's.</summary>
    public Task<bool> PartAsync(DraftId draft, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored => (stored.ServerHeader, stored.TheirUid, stored.ServerVersion, stored.ServerDue) = ("", null, Stale, time.GetUtcNow()), cancellationToken);

    /// <summary>A draft that was made from a message with another draft's name: it gets one of its own with the next version, which is due now.</summary>
    public Task<bool> RenameAsync(DraftId draft, FolderId folder, uint? uid, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored => (stored.ServerHeader, stored.ServerFolderId, stored.ServerUid, stored.ServerVersion, stored.ServerDue) = ("", folder, uid, Stale, time.GetUtcNow()), cancellationToken);

    /// <summary>Has the server asked when the index knows of a newer copy of the draft than ours. True when it does.</summary>
    public Task<bool> SuspectAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db => await db.Drafts
            .Where(d => d.Id == draft && d.UserId == user.Value && d.TheirUid == null && d.ServerUid != null && d.ServerHeader != ""
                && db.Messages.Any(m => m.AccountId == d.AccountId && m.MessageIdHeader == d.ServerHeader && m.ServerFolderId == d.ServerFolderId && m.Uid > d.ServerUid))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ServerVersion, Stale).SetProperty(d => d.ServerDue, time.GetUtcNow()), cancellationToken) == 1, cancellationToken);

    /// <summary>The server has no copy any more.</summary>
    public Task RemovedAsync(DraftId draft, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored =>
        {
            (stored.ServerVersion, stored.ServerUid) = (0, null);
            stored.ServerDue = stored.Place == DraftPlace.Shown ? time.GetUtcNow() : null;
        }, cancellationToken);

    /// <summary>There is nothing to tell the server, or nowhere to put it.</summary>
    public Task LeaveAsync(DraftId draft, CancellationToken cancellationToken) => ChangeAsync(draft, stored => stored.ServerDue = null, cancellationToken);

    /// <summary>Not now.</summary>
    public Task DeferAsync(DraftId draft, TimeSpan delay, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored => stored.ServerDue = time.GetUtcNow() + delay, cancellationToken);

    /// <summary>The draft that a message of the Drafts folder is the copy of; null when it is no copy of ours.</summary>
    public async Task<DraftId?> FindAsync(UserId user, AccountId account, string header, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return header.Length == 0
            ? null
            : await db.Drafts.Where(d => d.UserId == user.Value && d.AccountId == account && d.ServerHeader == header && d.Place == DraftPlace.Shown)
                .Select(d => (DraftId?)d.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The drafts that some of the messages are copies of.</summary>
    public async Task<IReadOnlyList<DraftId>> FindAsync(UserId user, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new HashSet<DraftId>();
        foreach (var ids in messages.Chunk(Settling.ChunkSize))
        {
            found.UnionWith(await db.Messages.Where(m => m.UserId == user.Value && ids.Contains(m.Id) && m.MessageIdHeader != "")
                .Join(db.Drafts.Where(d => d.Place == DraftPlace.Shown), m => new { m.AccountId, Header = m.MessageIdHeader }, d => new { d.AccountId, Header = d.ServerHeader }, (m, d) => d.Id)
                .ToListAsync(cancellationToken));
        }

        return [.. found];
    }

    /// <summary>A draft was made from a message of the Drafts folder: that message is its copy from now on.</summary>
    /// <param name="header">Empty when the message has none: then it is known by its UID only, and the next version gets one.</param>
    public Task AdoptAsync(DraftId draft, string header, FolderId folder, uint? uid, string inReplyTo, IReadOnlyList<string> references, CancellationToken cancellationToken) =>
        ChangeAsync(draft, stored =>
        {
            (stored.ServerHeader, stored.ServerFolderId, stored.ServerUid, stored.ServerVersion) = (Text.Line(header, Lengths.MessageId), folder, uid, stored.Version);
            (stored.InReplyTo, stored.References) = (Text.Line(inReplyTo, Lengths.MessageId), Text.Line(string.Join(' ', references), Lengths.References));
            stored.ServerDue = null;
        }, cancellationToken);

    private Task<bool> ChangeAsync(DraftId draft, Action<StoredDraft> change, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await db.Drafts.SingleOrDefaultAsync(d => d.Id == draft, cancellationToken) is not { } stored)
                return false;
            change(stored);
            return true;
        }, cancellationToken);
}
