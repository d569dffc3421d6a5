using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The local half of what a person does: the change and its operation are committed together, then everybody hears of it and the actor replays it.</summary>
public sealed class MailboxCommands(MessageActions actions, MailChangeFeed feed, IAccountHost host)
{
    public Task<CommandResult> SetFlagsAsync(UserId user, IReadOnlyList<MessageId> messages, MailFlags add, MailFlags remove, CancellationToken cancellationToken) =>
        PublishAsync(actions.SetFlagsAsync(user, messages, add, remove, cancellationToken));

    /// <summary>Moves each message to the folder with that role in its own account; Trash is delete, and delete inside Trash is for good.</summary>
    public Task<CommandResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken) =>
        PublishAsync(actions.MoveToAsync(user, messages, target, cancellationToken));

    public Task<CommandResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) =>
        PublishAsync(actions.MoveAsync(user, messages, target, cancellationToken));

    /// <summary>Takes an action back: before replay by forgetting it, after it by the inverse one.</summary>
    /// <returns>False when there is nothing to take back.</returns>
    public async Task<bool> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken)
    {
        if (await actions.UndoAsync(user, undo, cancellationToken) is not { } result)
            return false;
        Tell(result);
        return result.Count > 0;
    }

    private async Task<CommandResult> PublishAsync(Task<ActionResult> action)
    {
        var result = await action;
        Tell(result);
        return new CommandResult(result.Undo, result.Count);
    }

    private void Tell(ActionResult result)
    {
        feed.Publish(result.Changes);
        foreach (var account in result.Changes.Select(change => change.Account).Distinct())
            host.Signal(account, new AccountSignal.Operations());
    }
}
