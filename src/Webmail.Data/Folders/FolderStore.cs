using Webmail.Model;

namespace Webmail.Data;

/// <summary>Folders as the server lists them.</summary>
public sealed class FolderStore
{

    public Task<IReadOnlyList<MailChange>> ApplyFoldersAsync(AccountId account, IReadOnlyList<ServerFolder> folders, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<IReadOnlyList<SyncFolder>> SyncFoldersAsync(AccountId account, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<SyncFolder?> FindAsync(AccountId account, SpecialUse use, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<SyncFolder?> FindAsync(AccountId account, FolderId folder, CancellationToken cancellationToken) => throw new NotImplementedException();
}
