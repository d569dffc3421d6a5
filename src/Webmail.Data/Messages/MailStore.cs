using Microsoft.EntityFrameworkCore;
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

    /// <summary>Remembers where the raw bytes of a message are; null when they were evicted.</summary>
    public Task SetBodyBlobAsync(MessageId message, BlobId? blob, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Messages.Where(m => m.Id == message).ExecuteUpdateAsync(set => set.SetProperty(m => m.BodyBlob, blob), cancellationToken), cancellationToken);
}
