using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Messages being written. A draft of somebody else is as unknown as one that does not exist.</summary>
public sealed class DraftStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <exception cref="InvalidOperationException">The account is not the person's.</exception>
    public Task<Draft> CreateAsync(
        UserId user, AccountId account, DraftKind kind, MessageId? original, string to, string cc, string bcc, string subject, string text, string? html, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (!await IsOwnAsync(db, user, account, cancellationToken))
                throw new InvalidOperationException($"There is no account {account} of person {user}.");

            var draft = new StoredDraft { UserId = user.Value, AccountId = account, Kind = kind, Original = original, To = "", Cc = "", Bcc = "", Subject = "", Text = "", Version = 1 };
            Write(draft, to, cc, bcc, subject, text, html);
            db.Drafts.Add(draft);
            await db.SaveChangesAsync(cancellationToken);
            return ToModel(draft);
        }, cancellationToken);

    /// <summary>Null when unknown, discarded, or queued for sending.</summary>
    public async Task<Draft?> FindAsync(UserId user, DraftId draft, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is { } stored ? ToModel(stored) : null;
    }

    /// <summary>Keeps what was typed, unless the draft was saved from elsewhere since <see cref="DraftContent.BaseVersion"/>.</summary>
    public Task<DraftSave> SaveAsync(UserId user, DraftId draft, DraftContent content, CancellationToken cancellationToken) =>
        // Two saves of the same version must not both find it current, so they wait for each other as writers of the account.
        gate.WriteAsync(content.Account, async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored || !await IsOwnAsync(db, user, content.Account, cancellationToken))
                return new DraftSave(null, Conflict: false);
            if (stored.Version != content.BaseVersion)
                return new DraftSave(ToModel(stored), Conflict: true);

            stored.AccountId = content.Account;
            stored.Version++;
            stored.Identity = content.Identity;
            Write(stored, content.To, content.Cc, content.Bcc, content.Subject, content.Text, content.Html);
            return new DraftSave(ToModel(stored), Conflict: false);
        }, cancellationToken);

    /// <summary>Discards a draft. <see cref="RestoreAsync"/> brings it back until the store is swept, an hour later at the earliest.</summary>
    public Task<bool> DeleteAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        MoveAsync(user, draft, DraftPlace.Shown, DraftPlace.Discarded, cancellationToken);

    public Task<bool> RestoreAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        MoveAsync(user, draft, DraftPlace.Discarded, DraftPlace.Shown, cancellationToken);

    /// <summary>Null when the draft is unknown, or the blob is not one of this person's attachments.</summary>
    /// <param name="contentId">Of a picture inside the text.</param>
    public Task<DraftAttachment?> AttachAsync(UserId user, DraftId draft, string fileName, string contentType, long sizeBytes, BlobId blob, string? contentId, CancellationToken cancellationToken) =>
        gate.WriteAsync<DraftAttachment?>([], async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored
                || !await db.Blobs.AnyAsync(b => b.Id == blob && b.UserId == user.Value && b.Kind == BlobKind.Attachment, cancellationToken))
                return null;

            var attachment = new StoredAttachment
            {
                DraftId = draft,
                FileName = Text.Line(fileName, Lengths.FileName),
                ContentType = Text.Line(contentType, Lengths.FileName),
                SizeBytes = sizeBytes,
                BlobId = blob,
                ContentId = Text.LineOrNull(contentId, Lengths.ContentId),
            };
            stored.Attachments.Add(attachment);
            stored.Updated = time.GetUtcNow();
            await db.SaveChangesAsync(cancellationToken);
            return attachment.ToModel();
        }, cancellationToken);

    /// <summary>Takes a file off a draft; its blob is swept later.</summary>
    public Task<bool> DetachAsync(UserId user, DraftId draft, long attachmentId, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored || stored.Attachments.Find(a => a.Id == attachmentId) is not { } attachment)
                return false;

            db.Attachments.Remove(attachment);
            stored.Updated = time.GetUtcNow();
            return true;
        }, cancellationToken);

    private Task<bool> MoveAsync(UserId user, DraftId draft, DraftPlace from, DraftPlace to, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await FindAsync(db, user, draft, from, cancellationToken) is not { } stored)
                return false;

            stored.Place = to;
            stored.Updated = time.GetUtcNow();
            return true;
        }, cancellationToken);

    private void Write(StoredDraft draft, string to, string cc, string bcc, string subject, string text, string? html)
    {
        draft.To = Text.Line(to, Lengths.Recipients);
        draft.Cc = Text.Line(cc, Lengths.Recipients);
        draft.Bcc = Text.Line(bcc, Lengths.Recipients);
        draft.Subject = Text.Line(subject, Lengths.HeaderLine);
        draft.Text = Text.Lines(text, Lengths.DraftText);
        draft.Html = html is null ? null : Text.Lines(html, Lengths.DraftText);
        draft.Updated = time.GetUtcNow();
    }

    private static Task<StoredDraft?> FindAsync(WebmailDbContext db, UserId user, DraftId draft, DraftPlace place, CancellationToken cancellationToken) =>
        db.Drafts.Include(d => d.Attachments.OrderBy(a => a.Id)).SingleOrDefaultAsync(d => d.Id == draft && d.UserId == user.Value && d.Place == place, cancellationToken);

    private static Task<bool> IsOwnAsync(WebmailDbContext db, UserId user, AccountId account, CancellationToken cancellationToken) =>
        db.Accounts.AnyAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken);

    private static Draft ToModel(StoredDraft draft) => new(
        draft.Id, new UserId(draft.UserId), draft.AccountId, draft.Kind, draft.Original, draft.To, draft.Cc, draft.Bcc, draft.Subject, draft.Text,
        draft.Version, draft.Updated, [.. draft.Attachments.Select(a => a.ToModel())])
    {
        Html = draft.Html,
        Identity = draft.Identity,
        InReplyTo = draft.InReplyTo,
        References = draft.References.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}
