using Webmail.Model;

namespace Webmail.Data;

/// <summary>The index of messages.</summary>
public sealed class MailStore
{

    public Task<IReadOnlyList<MailChange>> ApplyDeltaAsync(AccountId account, FolderId folder, FolderDelta delta, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<KnownMessage>> KnownAsync(FolderId folder, uint fromUid, uint toUid, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<MailChange>> ApplyPreviewsAsync(AccountId account, FolderId folder, IReadOnlyList<PreviewText> previews, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<uint>> WithoutPreviewAsync(FolderId folder, int max, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task SetBodyBlobAsync(MessageId message, BlobId? blob, CancellationToken cancellationToken) => throw new NotImplementedException();
}
