using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Tells the server everything a person did, in an order that makes sense to it: folders before what goes into them, what goes out of them before they go.</summary>
internal sealed class Replayer(FolderPlayer folders, OperationPlayer messages, TransferPlayer transfers)
{
    /// <exception cref="MailFaultException">The server went away or wants a new secret; what was not confirmed stays recorded.</exception>
    /// <exception cref="Accounts.OwnershipLostException">Another actor owns the account now.</exception>
    public async Task<Replayed> PlayAsync(long epoch, CancellationToken cancellationToken)
    {
        var changed = await folders.PlayAsync(epoch, cancellationToken);
        var touched = new HashSet<FolderId>(await messages.PlayAsync(epoch, cancellationToken));
        touched.UnionWith(await transfers.PlayAsync(epoch, cancellationToken));
        // A deletion waits for the messages on their way out.
        changed |= await folders.PlayAsync(epoch, cancellationToken);
        return new Replayed(touched, changed);
    }
}

/// <summary>What a replay did on the server.</summary>
/// <param name="Touched">Folders whose content changed.</param>
/// <param name="FoldersChanged">The list of folders changed.</param>
internal sealed record Replayed(IReadOnlySet<FolderId> Touched, bool FoldersChanged);
