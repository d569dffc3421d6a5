using Webmail.Model;

namespace Webmail.Data;

/// <summary>Encrypted files.</summary>
public sealed class BlobStore
{

    public Task<BlobId> WriteAsync(UserId user, AccountId account, BlobKind kind, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<Stream?> OpenAsync(BlobId blob, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task DeleteAsync(BlobId blob, CancellationToken cancellationToken) => throw new NotImplementedException();
}
