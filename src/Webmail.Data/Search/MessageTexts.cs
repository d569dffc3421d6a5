using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Brings texts of messages into the search index, newest first and within a daily allowance of traffic.</summary>
public sealed class MessageTexts(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private const int HeadersAtOnce = 250;

    /// <summary>The newest messages of the account whose text is not indexed.</summary>
    public async Task<IReadOnlyList<TextlessMessage>> NextAsync(AccountId account, int max, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Textless(db, account).Take(max).Select(m => new TextlessMessage(m.Id, m.ServerFolderId, m.Uid ?? 0, m.BodyBlob)).ToListAsync(cancellationToken);
    }

    /// <summary>Bytes fetched today for the index.</summary>
    public async Task<long> FetchedTodayAsync(AccountId account, CancellationToken cancellationToken)
    {
        var today = Today;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Accounts.Where(a => a.Id == account && a.TextDay == today).Select(a => a.TextBytes).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Indexes texts and remembers what they cost; messages that are gone are passed over.</summary>
    public Task AddAsync(AccountId account, IReadOnlyList<NewText> texts, CancellationToken cancellationToken) =>
        gate.WriteAsync(account, async db =>
        {
            var byId = texts.GroupBy(t => t.Message).ToDictionary(t => t.Key, t => t.Last());
            var documents = new List<SearchDocument>();
            foreach (var ids in byId.Keys.Chunk(Settling.ChunkSize))
            {
                var stored = await db.MessageTexts.Where(t => ids.Contains(t.MessageId)).ToDictionaryAsync(t => t.MessageId, cancellationToken);
                foreach (var message in await db.Messages.Where(m => m.AccountId == account && ids.Contains(m.Id)).ToListAsync(cancellationToken))
                {
                    var (text, files) = (Trim(byId[message.Id].Text), Names(byId[message.Id].Files));
                    documents.Add(SearchDocument.Of(message, files, text));
                    message.Indexed = Indexed.Text;
                    if (!stored.TryGetValue(message.Id, out var row))
                        db.MessageTexts.Add(row = new MessageText { MessageId = message.Id, Files = files });
                    (row.Files, row.Packed) = (files, PackedText.Pack(text));
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            await SearchIndex.Of(db).WriteAsync(db, documents, cancellationToken);
            await CountAsync(db, account, texts.Sum(t => t.FetchedBytes), cancellationToken);
            return documents.Count;
        }, cancellationToken);

    /// <summary>Indexes subject and people of the newest messages that a first synchronisation stored without.</summary>
    /// <returns>False when there were none.</returns>
    public async Task<bool> AddHeadersAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using (var reading = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await Wordless(reading, account).AnyAsync(cancellationToken))
                return false;
        }

        return await gate.WriteAsync(account, async db =>
        {
            var messages = await Wordless(db, account).OrderByDescending(m => m.Received).Take(HeadersAtOnce).AsNoTracking().ToListAsync(cancellationToken);
            var ids = messages.Select(m => m.Id).ToArray();
            await db.Messages.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.Indexed, Indexed.Headers), cancellationToken);
            await SearchIndex.AddAsync(db, messages, cancellationToken);
            return messages.Count > 0;
        }, cancellationToken);
    }

    private long Today => time.GetUtcNow().ToUnixTimeSeconds() / (long)TimeSpan.FromDays(1).TotalSeconds;

    internal static IQueryable<MailMessage> Textless(WebmailDbContext db, AccountId account) =>
        db.Messages.Where(m => m.AccountId == account && m.Indexed == Indexed.Headers && m.Uid != null && m.Indexed < Indexed.Text).OrderByDescending(m => m.Received);

    // The index of what is left holds only Indexed < Text, which has to be said.
    internal static IQueryable<MailMessage> Wordless(WebmailDbContext db, AccountId account) =>
        db.Messages.Where(m => m.AccountId == account && m.Indexed == Indexed.Nothing && m.Indexed < Indexed.Text);

    private async Task CountAsync(WebmailDbContext db, AccountId account, long bytes, CancellationToken cancellationToken)
    {
        var today = Today;
        if (bytes > 0)
        {
            await db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(
                set => set.SetProperty(a => a.TextBytes, a => (a.TextDay == today ? a.TextBytes : 0) + bytes).SetProperty(a => a.TextDay, today), cancellationToken);
        }
    }

    private static string Trim(string text) => Text.Lines(text, PackedText.MaxCharacters);

    private static string Names(IReadOnlyList<string> files) => Text.Lines(string.Join('\n', files.Select(file => Text.Line(file, Lengths.FileName))), Lengths.FileNames);
}
