using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The index of messages: the only way what a server says gets into it. Each call is one transaction and returns what to publish after it.</summary>
public sealed class MailStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>
    /// Applies what a scan found, anchor included. A field with an operation pending keeps what the person did; a message that waits for
    /// its UID in this folder is recognised and keeps its id; after <see cref="FolderDelta.Reset"/> so does every message that turns up again
    /// with the same Message-ID, size and date.
    /// </summary>
    /// <returns>Empty when the folder is gone meanwhile.</returns>
    public Task<IReadOnlyList<MailChange>> ApplyDeltaAsync(AccountId account, FolderId folder, FolderDelta delta, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            var stored = await db.Folders.SingleOrDefaultAsync(f => f.Id == folder && f.AccountId == account, cancellationToken);
            return stored is null ? [] : await new DeltaApplication(db, stored, delta, time.GetUtcNow()).RunAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>What the server last said of the UIDs in the range, ascending; includes messages the person moved away or deleted and the server has not heard of.</summary>
    public async Task<IReadOnlyList<KnownMessage>> KnownAsync(FolderId folder, uint fromUid, uint toUid, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Messages
            .Where(m => m.ServerFolderId == folder && m.Uid >= fromUid && m.Uid <= toUid)
            .OrderBy(m => m.Uid)
            .Select(m => new KnownMessage(m.Uid ?? 0, m.ModSeq, m.ServerFlags))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Stores previews; UIDs no longer known are ignored.</summary>
    public Task<IReadOnlyList<MailChange>> ApplyPreviewsAsync(AccountId account, FolderId folder, IReadOnlyList<PreviewText> previews, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            var texts = previews.GroupBy(p => p.Uid).ToDictionary(p => p.Key, p => Text.Line(p.Last().Text, Lengths.Preview));
            var tally = new ChangeTally();
            foreach (var uids in texts.Keys.Chunk(Settling.ChunkSize))
            {
                foreach (var message in await db.Messages.Where(m => m.AccountId == account && m.ServerFolderId == folder && m.Uid != null && uids.Contains(m.Uid ?? 0)).ToListAsync(cancellationToken))
                {
                    var text = texts[message.Uid ?? 0];
                    if (message.Preview == text)
                        continue;
                    // Empty is what the list shows already while it waits.
                    if (text.Length > 0)
                        tally.Changed(message);
                    message.Preview = text;
                }
            }

            return await tally.FinishAsync(db, cancellationToken);
        }, cancellationToken);

    /// <summary>UIDs whose preview is still to be fetched, newest first.</summary>
    public async Task<IReadOnlyList<uint>> WithoutPreviewAsync(FolderId folder, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Messages
            .Where(m => m.ServerFolderId == folder && m.Preview == null && m.Uid != null)
            .OrderByDescending(m => m.Uid)
            .Take(max)
            .Select(m => m.Uid ?? 0)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Those of the messages that are small enough and whose body is not here, in the order asked for.</summary>
    public async Task<IReadOnlyList<MessageId>> WithoutBodyAsync(AccountId account, IReadOnlyList<MessageId> messages, long maxBytes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Messages
            .Where(m => messages.Contains(m.Id) && m.AccountId == account && m.BodyBlob == null && m.Uid != null && m.SizeBytes <= maxBytes)
            .Select(m => m.Id).ToListAsync(cancellationToken);
        return [.. messages.Where(found.Contains)];
    }

    /// <summary>Of the newest messages of the inbox, the unread ones that are small enough and whose body is not here.</summary>
    /// <param name="newest">How many are looked at.</param>
    public async Task<IReadOnlyList<MessageId>> UnreadWithoutBodyAsync(AccountId account, int newest, long maxBytes, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inbox = await db.Folders.Where(f => f.AccountId == account && f.SpecialUse == SpecialUse.Inbox).Select(f => f.Id).FirstOrDefaultAsync(cancellationToken);
        var rows = await db.Messages
            .Where(m => m.FolderId == inbox && m.Visibility == Visibility.Shown)
            .OrderByDescending(m => m.Received).ThenByDescending(m => m.Id).Take(newest)
            .Select(m => new { m.Id, m.Flags, m.BodyBlob, m.Uid, m.SizeBytes }).ToListAsync(cancellationToken);
        return [.. rows.Where(m => (m.Flags & MailFlags.Seen) == 0 && m.BodyBlob is null && m.Uid is not null && m.SizeBytes <= maxBytes).Select(m => m.Id)];
    }

    /// <summary>Remembers where the raw bytes of a message are; null when they were evicted.</summary>
    public Task SetBodyBlobAsync(MessageId message, BlobId? blob, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Messages.Where(m => m.Id == message).ExecuteUpdateAsync(set => set.SetProperty(m => m.BodyBlob, blob), cancellationToken), cancellationToken);
}
