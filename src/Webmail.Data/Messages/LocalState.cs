using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// What the person sees of a message: the server's state with the operations that the server has still to hear applied in
/// their order. Computed anew after every change of either, so that no path can leave the two apart.
/// </summary>
internal readonly record struct LocalState(FolderId Folder, MailFlags Flags, Visibility Visibility, DateTimeOffset? PendingSince)
{
    /// <param name="pending">Operations of this message that are not done, oldest first.</param>
    public static LocalState Of(FolderId serverFolder, MailFlags serverFlags, IEnumerable<Operation> pending)
    {
        var state = new LocalState(serverFolder, serverFlags, Visibility.Shown, null);
        foreach (var operation in pending)
            state = state.After(operation);
        return state;
    }

    private LocalState After(Operation operation)
    {
        var next = this with { PendingSince = PendingSince ?? operation.Created };
        return operation.Kind switch
        {
            OperationKind.SetFlags => next with { Flags = (Flags | operation.Add) & ~operation.Remove },
            OperationKind.Move => next with { Folder = operation.TargetId ?? Folder },
            // A copy changes nothing of the message itself.
            OperationKind.Copy => next,
            // Shown where it goes until it is there; then the target's own row takes its place.
            OperationKind.Transfer => operation.Step == TransferStep.Remove ? next with { Visibility = Visibility.Expunging } : next with { Folder = operation.TargetId ?? Folder },
            OperationKind.Expunge => next with { Visibility = Visibility.Expunging },
            _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}"),
        };
    }
}
