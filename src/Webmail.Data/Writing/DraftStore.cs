using Webmail.Model;

namespace Webmail.Data;

/// <summary>Local drafts.</summary>
public sealed class DraftStore
{

    public Task<Draft> CreateAsync(UserId user, AccountId account, DraftKind kind, MessageId? original, string to, string cc, string bcc, string subject, string text, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<Draft?> FindAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DraftSave> SaveAsync(UserId user, DraftId draft, DraftContent content, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> DeleteAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> RestoreAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<DraftAttachment?> AttachAsync(UserId user, DraftId draft, string fileName, string contentType, long sizeBytes, BlobId blob, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> DetachAsync(UserId user, DraftId draft, long attachmentId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
