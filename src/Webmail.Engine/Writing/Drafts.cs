using Webmail.Data;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Messages being written.</summary>
public sealed class Drafts(DraftStore store, BlobStore blobs, MailQueries queries, MessageLoader loader, MailChangeFeed feed)
{
    /// <summary>All files of a draft together, before encoding. What most providers take as a message is 25 MB.</summary>
    public const long MaxAttachmentBytes = 25L * 1024 * 1024;

    /// <summary>Begins a draft: empty, or a reply or forward with recipients, subject and quote.</summary>
    /// <returns>Null when the account or the original is not this person's.</returns>
    /// <exception cref="MailFaultException">The original's body is not here and the server does not give it now.</exception>
    public async Task<Draft?> StartAsync(UserId user, DraftSeed seed, QuoteTexts texts, CancellationToken cancellationToken)
    {
        var accounts = await queries.AccountsAsync(user, cancellationToken);
        if (seed.Original is not { } originalId)
            return Account(accounts, seed.Account, null) is { } own
                ? Tell(user, await store.CreateAsync(user, own.Id, DraftKind.New, null, seed.To, seed.Cc, seed.Bcc, seed.Subject, seed.Body, cancellationToken))
                : null;

        if (await queries.FindAsync(user, originalId, cancellationToken) is not { } facts
            || Account(accounts, seed.Account, facts.AccountId) is not { } account
            || await loader.RenderForQuoteAsync(facts, cancellationToken) is not { } original)
            return null;

        var reply = ReplyBuilder.Build(seed.Kind, original, [.. accounts.Select(other => other.Address)], ReplyTextsOf(texts));
        var draft = await store.CreateAsync(user, account.Id, seed.Kind, originalId, reply.To, reply.Cc, "", reply.Subject, reply.Text, cancellationToken);
        if (seed.Kind != DraftKind.Forward)
            return Tell(user, draft);
        try
        {
            return Tell(user, await CarryAttachmentsAsync(user, draft, facts.Id, original.Attachments.Where(part => !part.Inline).Select(part => part.Part), cancellationToken));
        }
        catch (MailFaultException)
        {
            // Files of a large message come from the server only now. Without them it is not what was asked for.
            await store.DeleteAsync(user, draft.Id, cancellationToken);
            throw;
        }
    }

    public Task<Draft?> FindAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        store.FindAsync(user, draft, cancellationToken);

    /// <summary>Keeps what was typed so far.</summary>
    public async Task<DraftSaveResult> SaveAsync(UserId user, DraftId draft, DraftContent content, CancellationToken cancellationToken)
    {
        var (saved, conflict) = await store.SaveAsync(user, draft, content, cancellationToken);
        return (saved, conflict) switch
        {
            (null, _) => new DraftSaveResult.NotFound(),
            ({ } newer, true) => new DraftSaveResult.Conflict(newer),
            ({ } current, false) => new DraftSaveResult.Saved(current),
        };
    }

    /// <summary>Throws the draft away; <see cref="RestoreAsync"/> takes it back.</summary>
    public async Task<bool> DiscardAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        await store.FindAsync(user, draft, cancellationToken) is { } found
        && await store.DeleteAsync(user, draft, cancellationToken)
        && Tell(user, found) is not null;

    public async Task<bool> RestoreAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        await store.RestoreAsync(user, draft, cancellationToken)
        && await store.FindAsync(user, draft, cancellationToken) is { } found
        && Tell(user, found) is not null;

    /// <summary>Adds a file; its bytes go to the blob store as they come.</summary>
    public async Task<AttachResult> AttachAsync(UserId user, DraftId draft, string fileName, string contentType, Stream content, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user, draft, cancellationToken) is not { } found)
            return new AttachResult.NotFound();
        var room = MaxAttachmentBytes - found.Attachments.Sum(attachment => attachment.SizeBytes);
        BlobId blob;
        using var counting = new CountingStream(content);
        try
        {
            blob = await blobs.WriteAsync(user, found.Account, BlobKind.Attachment, counting, room, cancellationToken);
        }
        catch (BlobTooLargeException)
        {
            return new AttachResult.TooLarge(MaxAttachmentBytes);
        }

        if (await store.AttachAsync(user, draft, fileName, contentType, counting.BytesRead, blob, cancellationToken) is { } attachment)
            return new AttachResult.Attached(attachment);
        await blobs.DeleteAsync(blob, cancellationToken);
        return new AttachResult.NotFound();
    }

    public Task<bool> DetachAsync(UserId user, DraftId draft, long attachment, CancellationToken cancellationToken) =>
        store.DetachAsync(user, draft, attachment, cancellationToken);

    private static AccountView? Account(IReadOnlyList<AccountView> accounts, AccountId? wanted, AccountId? ofOriginal) =>
        wanted is { } id ? accounts.FirstOrDefault(account => account.Id == id)
        : ofOriginal is { } original ? accounts.FirstOrDefault(account => account.Id == original)
        : accounts.Count > 0 ? accounts[0] : null;

    private async Task<Draft> CarryAttachmentsAsync(UserId user, Draft draft, MessageId original, IEnumerable<PartPath> parts, CancellationToken cancellationToken)
    {
        foreach (var index in parts)
        {
            if (await loader.OpenPartAsync(user, original, index, cancellationToken) is not { } part)
                continue;
            await using (part.Content)
            {
                try
                {
                    await AttachAsync(user, draft.Id, part.FileName, part.ContentType, part.Content, cancellationToken);
                }
                catch (IOException exception) when (part.SizeBytes is null)
                {
                    throw new MailFaultException(new MailFault(MailFaultKind.Network, "The server stopped in the middle of a file"), exception);
                }
            }
        }

        return await store.FindAsync(user, draft.Id, cancellationToken) ?? draft;
    }

    private static ReplyTexts ReplyTextsOf(QuoteTexts texts) => new(
        texts.Attribution, texts.ForwardedHeader, texts.From, texts.Date, texts.Subject, texts.To, texts.Cc, texts.Culture, texts.TimeZone);

    private Draft Tell(UserId user, Draft draft)
    {
        feed.Publish([new MailChange.OutboxChanged(user, draft.Account, null, null)]);
        return draft;
    }
}
