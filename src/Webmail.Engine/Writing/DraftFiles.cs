using Webmail.Data;
using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The files of messages being written.</summary>
public sealed class DraftFiles(DraftStore store, BlobStore blobs, MailQueries queries, MessageLoader loader, AccountStore accounts)
{
    /// <summary>All files of a draft together, before encoding. What most providers take as a message is 25 MB.</summary>
    public const long MaxAttachmentBytes = 25L * 1024 * 1024;

    private const long TextRoom = 256 * 1024;
    private const int MaxFileName = 100;

    /// <summary>Adds a file; its bytes go to the blob store as they come.</summary>
    public async Task<AttachResult> AttachAsync(UserId user, DraftId draft, string fileName, string contentType, Stream content, string? contentId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user, draft, cancellationToken) is not { } found)
            return new AttachResult.NotFound();
        var most = await MaxBytesAsync(user, found.Account, cancellationToken);
        var room = most - found.Attachments.Sum(attachment => attachment.SizeBytes);
        BlobId blob;
        using var counting = new CountingStream(content);
        try
        {
            blob = await blobs.WriteAsync(user, found.Account, BlobKind.Attachment, counting, room, cancellationToken);
        }
        catch (BlobTooLargeException)
        {
            return new AttachResult.TooLarge(most);
        }

        if (await store.AttachAsync(user, draft, fileName, contentType, counting.BytesRead, blob, contentId, cancellationToken) is { } attachment)
            return new AttachResult.Attached(attachment);
        await blobs.DeleteAsync(blob, cancellationToken);
        return new AttachResult.NotFound();
    }

    /// <summary>One file of a draft; null when there is none such of this person.</summary>
    public async Task<PartStream?> OpenFileAsync(UserId user, DraftId draft, long attachment, CancellationToken cancellationToken) =>
        (await store.FindAsync(user, draft, cancellationToken))?.Attachments.FirstOrDefault(file => file.Id == attachment) is { } found
        && await blobs.OpenAsync(found.Blob, cancellationToken) is { } content
            ? new PartStream(found.FileName, found.ContentType, content, found.SizeBytes)
            : null;

    public Task<bool> DetachAsync(UserId user, DraftId draft, long attachment, CancellationToken cancellationToken) =>
        store.DetachAsync(user, draft, attachment, cancellationToken);

    // What the server said it takes is of the encoded message: four thirds and line ends more.
    private async Task<long> MaxBytesAsync(UserId user, AccountId account, CancellationToken cancellationToken) =>
        (await accounts.FindAsync(user, account, cancellationToken))?.SmtpMaxBytes is { } limit ? Math.Min(MaxAttachmentBytes, Math.Max(0, limit - TextRoom) / 37 * 27) : MaxAttachmentBytes;

    /// <summary>Takes parts of a message along.</summary>
    /// <exception cref="MailFaultException">The server does not give them now.</exception>
    internal async Task<Draft> CarryAsync(UserId user, Draft draft, MessageId original, IReadOnlyList<RenderedAttachment> parts, CancellationToken cancellationToken)
    {
        foreach (var carried in parts)
        {
            if (await loader.OpenPartAsync(user, original, carried.Part, cancellationToken) is not { } part)
                continue;
            await using (part.Content)
            {
                try
                {
                    await AttachAsync(user, draft.Id, part.FileName, part.ContentType, part.Content, carried.Inline ? QuoteHtml.ContentIdOf(carried.Part) : null, cancellationToken);
                }
                catch (IOException exception) when (part.SizeBytes is null)
                {
                    throw new MailFaultException(new MailFault(MailFaultKind.Network, "The server stopped in the middle of a file"), exception);
                }
            }
        }

        return await store.FindAsync(user, draft.Id, cancellationToken) ?? draft;
    }

    /// <summary>Adds whole messages as files. One that is no longer there is left out; what is too large for the draft is, too.</summary>
    /// <returns>The draft as it is then.</returns>
    internal async Task<Draft> CarryWholeAsync(UserId user, Draft draft, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
            await AttachMessageAsync(user, draft.Id, message, cancellationToken);
        return await store.FindAsync(user, draft.Id, cancellationToken) ?? draft;
    }

    /// <summary>Adds a message as a file.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<AttachResult> AttachMessageAsync(UserId user, DraftId draft, MessageId message, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(user, message, cancellationToken) is not { } facts || await loader.OpenRawAsync(user, message, cancellationToken) is not { } raw)
            return new AttachResult.NotFound();
        var name = facts.Subject.Trim() is { Length: > 0 } subject ? subject[..Math.Min(subject.Length, MaxFileName)] : "message";
        await using (raw.Content)
            return await AttachAsync(user, draft, $"{name}.eml", "application/octet-stream", raw.Content, null, cancellationToken);
    }
}
