using Webmail.Model;

namespace Webmail.Engine;

public sealed class Drafts
{
    public Task<Draft?> StartAsync(UserId user, DraftSeed seed, QuoteTexts texts, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Draft?> FindAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<DraftSaveResult> SaveAsync(UserId user, DraftId draft, DraftContent content, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<bool> DiscardAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<bool> RestoreAsync(UserId user, DraftId draft, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<AttachResult> AttachAsync(UserId user, DraftId draft, string fileName, string contentType, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<bool> DetachAsync(UserId user, DraftId draft, long attachment, CancellationToken cancellationToken) => throw new NotSupportedException();
}
