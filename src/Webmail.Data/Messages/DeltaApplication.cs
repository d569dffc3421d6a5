using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>One <see cref="FolderDelta"/> on its way into the index, inside the transaction that holds it.</summary>
internal sealed class DeltaApplication
{
    // The server answered a move without COPYUID: the target's next scan finds the message. When several scans did not, it is not there.
    private static readonly TimeSpan AdoptionPatience = TimeSpan.FromMinutes(2);

    private readonly WebmailDbContext db;
    private readonly MailFolder folder;
    private readonly FolderDelta delta;
    private readonly DateTimeOffset now;
    private readonly SyncAnchor before;
    private readonly ChangeTally tally = new();
    private readonly Settling settling;

    public DeltaApplication(WebmailDbContext db, MailFolder folder, FolderDelta delta, DateTimeOffset now)
    {
        this.db = db;
        this.folder = folder;
        this.delta = delta;
        this.now = now;
        before = folder.Anchor;
        settling = new Settling(db, tally);
    }

    public async Task<IReadOnlyList<MailChange>> RunAsync(CancellationToken cancellationToken)
    {
        if (delta.Reset)
            await ForgetUidsAsync(cancellationToken);
        foreach (var uids in delta.Vanished.Chunk(Settling.ChunkSize))
            await VanishAsync(uids, cancellationToken);
        foreach (var changes in delta.Changed.Chunk(Settling.ChunkSize))
            await ChangeFlagsAsync(changes, cancellationToken);
        foreach (var messages in delta.Added.Chunk(Settling.ChunkSize))
            await AddAsync(messages, cancellationToken);
        foreach (var uids in (await GoneBeforeSeenAsync(cancellationToken)).Chunk(Settling.ChunkSize))
            await VanishAsync(uids, cancellationToken);
        await GiveUpLostAsync(cancellationToken);

        if (folder.ServerTotal != delta.ServerTotal)
            tally.FoldersChanged(new UserId(folder.UserId), folder.AccountId);
        folder.UidValidity = delta.Next.UidValidity;
        folder.HighestModSeq = delta.Next.HighestModSeq;
        folder.UidNext = delta.Next.UidNext;
        folder.BackfillBelow = delta.Next.BackfillBelow;
        folder.ServerTotal = delta.ServerTotal;
        await db.SaveChangesAsync(cancellationToken);
        return await tally.FinishAsync(db, cancellationToken);
    }

    /// <summary>The UIDs mean nothing any more. The rows stay, so that messages found again keep their ids and the list does not flicker.</summary>
    private Task<int> ForgetUidsAsync(CancellationToken cancellationToken) =>
        db.Messages.Where(m => m.ServerFolderId == folder.Id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Uid, (uint?)null).SetProperty(m => m.UidLost, DateTimeOffset.UnixEpoch).SetProperty(m => m.ModSeq, 0ul), cancellationToken);

    private async Task VanishAsync(uint[] uids, CancellationToken cancellationToken)
    {
        var messages = await ByUidAsync(uids, cancellationToken);
        var pending = await settling.PendingAsync([.. messages.Select(m => m.Id)], cancellationToken);
        foreach (var message in messages)
        {
            if (pending[message.Id].FirstOrDefault(o => o.Kind == OperationKind.Move) is { TargetId: { } target } move)
            {
                // Most likely our own move, whose answer never reached us: look for the message where it was going.
                move.Done = now;
                (message.ServerFolderId, message.Uid, message.UidLost) = (target, null, now);
                await settling.SettleAsync(message, pending[message.Id].Where(o => o.Done == null), cancellationToken);
            }
            else
            {
                tally.Removed(message);
                db.Messages.Remove(message);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// What we put into the folder ourselves and somebody took out before a scan came by: no report of vanished messages reaches above the anchor, and the
    /// description of all that is new lacks it.
    /// </summary>
    private Task<uint[]> GoneBeforeSeenAsync(CancellationToken cancellationToken)
    {
        var described = delta.Added.Select(m => m.Uid).ToHashSet();
        var from = Math.Max(before.UidValidity == 0 || delta.Reset ? 0 : before.UidNext, delta.Next.BackfillBelow);
        return from >= delta.Next.UidNext
            ? Task.FromResult<uint[]>([])
            : db.Messages.Where(m => m.ServerFolderId == folder.Id && m.Uid >= from && m.Uid < delta.Next.UidNext && !described.Contains(m.Uid ?? 0))
                .Select(m => m.Uid ?? 0).ToArrayAsync(cancellationToken);
    }

    private async Task ChangeFlagsAsync(FlagChange[] changes, CancellationToken cancellationToken)
    {
        var latest = changes.GroupBy(c => c.Uid).ToDictionary(c => c.Key, c => c.Last());
        var messages = await ByUidAsync([.. latest.Keys], cancellationToken);
        var pending = await settling.PendingAsync([.. messages.Select(m => m.Id)], cancellationToken);
        foreach (var message in messages)
        {
            var change = latest[message.Uid ?? 0];
            await ServerSaysAsync(message, change.ModSeq, change.Flags, pending[message.Id], cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task AddAsync(ServerMessage[] messages, CancellationToken cancellationToken)
    {
        var incoming = messages.DistinctBy(m => m.Uid).ToDictionary(m => m.Uid);
        var known = await KnownAsync([.. incoming.Keys], cancellationToken);
        var adoptions = await new Adoption(db, folder).FindAsync([.. incoming.Values.ExceptBy(known.Select(m => m.Uid ?? 0), m => m.Uid)], cancellationToken);
        var pending = await settling.PendingAsync([.. known.Select(m => m.Id), .. adoptions.Values.Select(m => m.Id)], cancellationToken);
        foreach (var message in known)
        {
            var server = incoming[message.Uid ?? 0];
            await ServerSaysAsync(message, server.ModSeq, server.Flags, pending[message.Id], cancellationToken);
            incoming.Remove(server.Uid);
        }

        foreach (var (uid, message) in adoptions)
        {
            var server = incoming[uid];
            (message.Uid, message.UidLost, message.ModSeq) = (uid, null, 0);
            await ServerSaysAsync(message, server.ModSeq, server.Flags, pending[message.Id], cancellationToken);
            incoming.Remove(uid);
        }

        var added = incoming.Values.Select(server => IncomingMessage.Create(folder, server, IsOlder(server.Uid) ? Indexed.Nothing : Indexed.Headers)).ToList();
        // What was adopted or removed is saved first: a new row may take its UID.
        await db.SaveChangesAsync(cancellationToken);
        tally.Shared(folder.AccountId, await new Threading(db, folder.AccountId).AssignAsync(added, cancellationToken));
        await MessageInsert.InsertAsync(db, added, cancellationToken);
        await SearchIndex.AddAsync(db, [.. added.Where(message => message.Indexed == Indexed.Headers)], cancellationToken);
        // Newest first, so that ids of one delta are announced in the order of the list.
        foreach (var message in added)
            tally.Added(message, IsFresh(message.Uid ?? 0));
        await CorrespondentBook.NoteAsync(db, folder, [.. incoming.Values], cancellationToken);
    }

    // On the way down to the oldest, words would cost as much as all the rest: they follow when the lists are complete, and until then the server is asked.
    private bool IsOlder(uint uid) => before.UidValidity != 0 && !delta.Reset && uid < before.BackfillBelow;

    private bool IsFresh(uint uid) => before.UidValidity != 0 && !delta.Reset && uid >= before.UidNext;

    private async Task ServerSaysAsync(MailMessage message, ulong modSeq, MailFlags flags, IEnumerable<Operation> pending, CancellationToken cancellationToken)
    {
        // An answer that was under way while we stored newer flags.
        if (modSeq != 0 && modSeq < message.ModSeq)
            return;

        message.ModSeq = modSeq;
        message.ServerFlags = flags;
        await settling.SettleAsync(message, pending, cancellationToken);
    }

    private async Task GiveUpLostAsync(CancellationToken cancellationToken)
    {
        if (!delta.Next.IsComplete || delta.MoreToCome)
            return;

        var limit = now - AdoptionPatience;
        while (true)
        {
            var lost = await db.Messages
                .Where(m => m.ServerFolderId == folder.Id && m.Uid == null && m.UidLost <= limit)
                .OrderBy(m => m.Id).Take(Settling.ChunkSize).ToListAsync(cancellationToken);
            foreach (var message in lost)
                tally.Removed(message);
            db.Messages.RemoveRange(lost);
            await db.SaveChangesAsync(cancellationToken);
            if (lost.Count < Settling.ChunkSize)
                return;
        }
    }

    // Mostly none of them: a range of the index says so, where a list of 500 values costs more than storing the messages.
    private async Task<List<MailMessage>> KnownAsync(uint[] uids, CancellationToken cancellationToken)
    {
        var (first, last) = (uids.Min(), uids.Max());
        return await db.Messages.AnyAsync(m => m.ServerFolderId == folder.Id && m.Uid >= first && m.Uid <= last, cancellationToken)
            ? await ByUidAsync(uids, cancellationToken)
            : [];
    }

    private Task<List<MailMessage>> ByUidAsync(uint[] uids, CancellationToken cancellationToken) =>
        db.Messages.Where(m => m.ServerFolderId == folder.Id && m.Uid != null && uids.Contains(m.Uid ?? 0)).ToListAsync(cancellationToken);
}
