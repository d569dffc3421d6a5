using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Replays recorded changes of folders to the server, one after the other in the order they were made.</summary>
internal sealed partial class FolderPlayer(
    AccountSettings account,
    SyncTools tools,
    ReplayTools replay,
    ImapSessionPool pool,
    MailChangeFeed feed,
    ILogger<FolderPlayer> logger)
{
    /// <returns>True when the server's folders changed by it.</returns>
    /// <exception cref="MailFaultException">The server went away or wants a new secret; what was not confirmed stays recorded.</exception>
    /// <exception cref="OwnershipLostException">Another actor owns the account now.</exception>
    public async Task<bool> PlayAsync(long epoch, CancellationToken cancellationToken)
    {
        var changed = false;
        while (await replay.FolderLog.NextAsync(account.Id, cancellationToken) is { } operation)
        {
            switch (await replay.FolderLog.ClaimAsync(account.Id, epoch, operation.Id, cancellationToken))
            {
                case OperationClaim.Lost:
                    throw new OwnershipLostException(account.Id);
                case OperationClaim.Changed:
                    continue;
                case OperationClaim.Claimed:
                    break;
            }

            try
            {
                await PlayAsync(operation, cancellationToken);
                feed.Publish(await replay.FolderLog.CompleteAsync(operation, cancellationToken));
                changed = true;
            }
            catch (MailFaultException refusal) when (refusal.Fault.IsFinal)
            {
                LogRefused(account.Id, operation.Kind, refusal.Fault.Kind);
                feed.Publish(await replay.FolderLog.RefuseAsync(operation, refusal.Fault, cancellationToken));
            }
        }

        return changed;
    }

    private async Task PlayAsync(FolderOperation operation, CancellationToken cancellationToken)
    {
        var folders = await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken);
        await using var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken);
        switch (operation.Kind)
        {
            case FolderOperationKind.Create:
                await replay.Editor.CreateAsync(lease, operation.NewPath, operation.Separator, operation.Use, cancellationToken);
                break;
            case FolderOperationKind.Rename:
                await replay.Editor.RenameAsync(lease, operation.Path, operation.NewPath, operation.Separator, cancellationToken);
                break;
            case FolderOperationKind.Delete:
                var trash = folders.FirstOrDefault(folder => folder.SpecialUse == SpecialUse.Trash)?.Path;
                var isInTrash = trash is not null && operation.Separator.Length > 0 && operation.Path.StartsWith(trash + operation.Separator, StringComparison.Ordinal);
                await replay.Editor.DeleteAsync(lease, operation.Path, isInTrash ? null : trash, cancellationToken);
                break;
            case FolderOperationKind.Subscribe or FolderOperationKind.Unsubscribe:
                await replay.Editor.SubscribeAsync(lease, operation.Path, operation.Kind == FolderOperationKind.Subscribe, cancellationToken);
                break;
        }

        lease.Complete();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: folder operation {Kind} refused: {Fault}")]
    private partial void LogRefused(AccountId account, FolderOperationKind kind, MailFaultKind fault);
}
