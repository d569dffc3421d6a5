using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Messages being written. A draft of somebody else is as unknown as one that does not exist.</summary>
public sealed class DraftStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>A window that was not heard of for so long does not edit any more: it tells every 20 seconds that it does.</summary>
    public static readonly TimeSpan EditorPatience = TimeSpan.FromSeconds(50);

    /// <exception cref="InvalidOperationException">The account is not the person's.</exception>
    public Task<Draft> CreateAsync(
        UserId user, AccountId account, DraftKind kind, MessageId? original, string to, string cc, string bcc, string subject, string text, string? html, CancellationToken cancellationToken) =>
        CreateAsync(user, new DraftStart(account, kind, original, to, cc, bcc, subject, text, html), cancellationToken);

    /// <summary>Begins a draft; one that was begun under the same key already is returned as it is.</summary>
    /// <exception cref="InvalidOperationException">The account is not the person's.</exception>
    public Task<Draft> CreateAsync(UserId user, DraftStart start, CancellationToken cancellationToken) =>
        // No account has this number: it makes two beginnings by one person wait for each other.
        gate.WriteAsync(new AccountId(-user.Value), async db =>
        {
            if (!await IsOwnAsync(db, user, start.Account, cancellationToken))
                throw new InvalidOperationException($"There is no account {start.Account} of person {user}.");
            var key = Text.Line(start.Key, Lengths.Editor);
            var begun = key.Length == 0 ? null : await db.Drafts.Include(d => d.Attachments.OrderBy(a => a.Id)).SingleOrDefaultAsync(d => d.UserId == user.Value && d.StartKey == key, cancellationToken);
            if (begun is { Place: DraftPlace.Shown })
                return ToModel(begun);

            var draft = new StoredDraft
            {
                UserId = user.Value,
                AccountId = start.Account,
                IdentityId = start.Identity,
                Kind = start.Kind,
                Original = start.Original,
                StartKey = begun is null ? key : "",
                To = "",
                Cc = "",
                Bcc = "",
                Subject = "",
                Text = "",
                Version = 1,
            };
            Hold(draft, start.Editor);
            Write(draft, start.To, start.Cc, start.Bcc, start.Subject, start.Text, start.Html);
            draft.ServerDue = time.GetUtcNow() + ServerDraftStore.Pause;
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
            if (IsHeldByOther(stored, content.Editor))
                return new DraftSave(ToModel(stored), Conflict: true, HeldElsewhere: true);
            if (stored.Version != content.BaseVersion)
                return new DraftSave(ToModel(stored), Conflict: true);

            Hold(stored, content.Editor);
            if (stored.AccountId != content.Account)
            {
                LeaveCopyBehind(db, stored);
                (stored.ServerHeader, stored.ServerFolderId, stored.ServerUid, stored.ServerVersion) = ("", null, null, 0);
            }

            stored.AccountId = content.Account;
            stored.Version++;
            stored.IdentityId = await OwnIdentityAsync(db, content, cancellationToken);
            (stored.Priority, stored.WantsReceipt, stored.WantsReport) = (content.Marks.Priority, content.Marks.ReadReceipt, content.Marks.DeliveryReport);
            Write(stored, content.To, content.Cc, content.Bcc, content.Subject, content.Text, content.Html);
            return new DraftSave(ToModel(stored), Conflict: false);
        }, cancellationToken);

    /// <summary>Puts another content into the place of the draft's, whatever version it has, and takes its files off.</summary>
    public Task<Draft?> OverwriteAsync(UserId user, DraftId draft, string to, string cc, string bcc, string subject, string text, string? html, CancellationToken cancellationToken) =>
        gate.WriteAsync<Draft?>([], async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored)
                return null;
            db.Attachments.RemoveRange(stored.Attachments);
            stored.Attachments.Clear();
            stored.Version++;
            Write(stored, to, cc, bcc, subject, text, html);
            return ToModel(stored);
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
            Touch(stored);
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
            Touch(stored);
            return true;
        }, cancellationToken);

    /// <summary>A window opens a draft to edit it.</summary>
    /// <param name="editor">A name the window gave itself.</param>
    /// <param name="takeOver">Even when another window edits it: that one may only read from now on.</param>
    /// <returns>Null when unknown; <see cref="DraftSave.HeldElsewhere"/> when another window edits it.</returns>
    public Task<DraftSave?> OpenAsync(UserId user, DraftId draft, string editor, bool takeOver, CancellationToken cancellationToken) =>
        gate.WriteAsync<DraftSave?>([], async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored)
                return null;
            if (!takeOver && IsHeldByOther(stored, editor))
                return new DraftSave(ToModel(stored), Conflict: false, HeldElsewhere: true);
            Hold(stored, editor);
            return new DraftSave(ToModel(stored), Conflict: false);
        }, cancellationToken);

    /// <summary>A window is done with a draft: others may edit it, and the server hears of it now.</summary>
    public Task<bool> CloseAsync(UserId user, DraftId draft, string editor, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await FindAsync(db, user, draft, DraftPlace.Shown, cancellationToken) is not { } stored || IsHeldByOther(stored, editor))
                return false;
            (stored.Editor, stored.EditorSeen) = (null, null);
            if (stored.ServerDue is not null)
                stored.ServerDue = time.GetUtcNow();
            return true;
        }, cancellationToken);

    // Written from another account now: the copy in the Drafts folder of the first one goes, on behalf of a draft that nobody sees.
    private void LeaveCopyBehind(WebmailDbContext db, StoredDraft draft)
    {
        if (draft is { ServerVersion: 0, ServerUid: null })
            return;
        var now = time.GetUtcNow();
        db.Drafts.Add(new StoredDraft
        {
            UserId = draft.UserId,
            AccountId = draft.AccountId,
            Place = DraftPlace.Discarded,
            To = "",
            Cc = "",
            Bcc = "",
            Subject = "",
            Text = "",
            Version = draft.Version,
            Updated = now,
            ServerHeader = draft.ServerHeader,
            ServerFolderId = draft.ServerFolderId,
            ServerUid = draft.ServerUid,
            ServerVersion = draft.ServerVersion,
            ServerDue = now,
        });
    }

    // One that is of another account, or was deleted meanwhile, is the account's own address.
    private static async Task<IdentityId?> OwnIdentityAsync(WebmailDbContext db, DraftContent content, CancellationToken cancellationToken) =>
        content.Identity is { } identity && await db.Identities.AnyAsync(i => i.Id == identity && i.AccountId == content.Account && !i.IsOwn, cancellationToken) ? identity : null;

    private bool IsHeldByOther(StoredDraft draft, string? editor) =>
        draft.Editor is { } holder && holder != editor && draft.EditorSeen > time.GetUtcNow() - EditorPatience;

    private void Hold(StoredDraft draft, string? editor)
    {
        if (editor is not null)
            (draft.Editor, draft.EditorSeen) = (Text.Line(editor, Lengths.Editor), time.GetUtcNow());
    }

    private void Touch(StoredDraft draft)
    {
        draft.Updated = time.GetUtcNow();
        // The composer counts versions of what is typed; a file makes the server's copy old all the same.
        draft.ServerVersion = draft.ServerVersion > 0 ? ServerDraftStore.Stale : 0;
        draft.ServerDue ??= time.GetUtcNow() + ServerDraftStore.Pause;
    }

    private Task<bool> MoveAsync(UserId user, DraftId draft, DraftPlace from, DraftPlace to, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await FindAsync(db, user, draft, from, cancellationToken) is not { } stored)
                return false;

            stored.Place = to;
            stored.Updated = time.GetUtcNow();
            // What is discarded goes from the server at once, and comes back as any change does.
            stored.ServerDue = to == DraftPlace.Shown ? time.GetUtcNow() + ServerDraftStore.Pause : time.GetUtcNow();
            return true;
        }, cancellationToken);

    private void Write(StoredDraft draft, string to, string cc, string bcc, string subject, string text, string? html)
    {
        draft.To = Text.Line(to, Lengths.Recipients);
        draft.Cc = Text.Line(cc, Lengths.Recipients);
        draft.Bcc = Text.Line(bcc, Lengths.Recipients);
        draft.Subject = Text.Line(subject, Lengths.HeaderLine);
        draft.Text = Text.Lines(text, Lengths.DraftText);
        draft.ServerDue ??= draft.Id == default ? null : time.GetUtcNow() + ServerDraftStore.PauseOf(draft, draft.Attachments.Sum(a => a.SizeBytes));
        draft.Html = html is null ? null : Text.Lines(html, Lengths.DraftText);
        draft.Updated = time.GetUtcNow();
    }

    private static Task<StoredDraft?> FindAsync(WebmailDbContext db, UserId user, DraftId draft, DraftPlace place, CancellationToken cancellationToken) =>
        db.Drafts.Include(d => d.Attachments.OrderBy(a => a.Id)).SingleOrDefaultAsync(d => d.Id == draft && d.UserId == user.Value && d.Place == place, cancellationToken);

    private static Task<bool> IsOwnAsync(WebmailDbContext db, UserId user, AccountId account, CancellationToken cancellationToken) =>
        db.Accounts.AnyAsync(a => a.Id == account && a.UserId == user.Value, cancellationToken);

    internal static Draft ToModel(StoredDraft draft) => new(
        draft.Id, new UserId(draft.UserId), draft.AccountId, draft.Kind, draft.Original, draft.To, draft.Cc, draft.Bcc, draft.Subject, draft.Text,
        draft.Version, draft.Updated, [.. draft.Attachments.Select(a => a.ToModel())])
    {
        Html = draft.Html,
        Identity = draft.IdentityId,
        Marks = new DraftMarks(draft.Priority, draft.WantsReceipt, draft.WantsReport),
        IsContested = draft.TheirUid is not null,
        Editor = draft.Editor,
        InReplyTo = draft.InReplyTo,
        References = draft.References.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}
