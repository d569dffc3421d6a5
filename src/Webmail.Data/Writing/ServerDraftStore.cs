using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What the Drafts folder of a server has still to hear of our drafts. One copy a draft, known by a Message-ID that all its versions share.</summary>
public sealed class ServerDraftStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>How long after a change the server hears of it; what is typed meanwhile goes along.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

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
            stored.ServerDue = stored.Place != DraftPlace.Shown ? time.GetUtcNow() : stored.Updated == draft.Updated ? null : time.GetUtcNow() + Pause;
        }, cancellationToken);

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
