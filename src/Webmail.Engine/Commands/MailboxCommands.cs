using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Engine.Commands;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The local half of what a person does: the change and its operation are committed together, then everybody hears of it and the actor replays it.</summary>
public sealed class MailboxCommands(CommandTools tools, BulkRunner runner, MailChangeFeed feed, IAccountHost host)
{
    public Task<CommandResult> SetFlagsAsync(UserId user, IReadOnlyList<MessageId> messages, MailFlags add, MailFlags remove, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.SetFlags(add, remove), cancellationToken);

    /// <summary>Moves each message to the folder with that role in its own account; Trash is delete, and delete inside Trash is for good.</summary>
    public Task<CommandResult> MoveToAsync(UserId user, IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.MoveTo(target), cancellationToken);

    /// <summary>Messages of the person's other accounts are transferred: appended there, then removed where they were.</summary>
    public Task<CommandResult> MoveAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.Move(target), cancellationToken);

    /// <summary>Copies into a folder of the messages' own account; those of other accounts are left out.</summary>
    public Task<CommandResult> CopyAsync(UserId user, IReadOnlyList<MessageId> messages, FolderId target, CancellationToken cancellationToken) =>
        ActAsync(user, messages, new MessageAction.Copy(target), cancellationToken);

    /// <summary>Any action on some messages.</summary>
    public async Task<CommandResult> ActAsync(UserId user, IReadOnlyList<MessageId> messages, MessageAction action, CancellationToken cancellationToken)
    {
        var result = await tools.Messages.ActAsync(user, messages, action, cancellationToken);
        Tell(result.Changes);
        return new CommandResult(result.Undo, result.Count);
    }

    /// <summary>Any action on all messages a view holds now. Up to 500 are done when this returns; more are done in the background, page open or not.</summary>
    /// <param name="except">Messages that are left out, at most 1,000.</param>
    public async Task<ViewCommandResult> ActOnViewAsync(UserId user, MailView view, MessageAction action, IReadOnlyCollection<MessageId> except, CancellationToken cancellationToken)
    {
        if (await tools.Work.Jobs.CreateAsync(user, view, action, except, cancellationToken) is not { } job)
            return new ViewCommandResult(null);
        var stepped = await runner.StepAsync(job.Id, cancellationToken) ?? await tools.Work.Jobs.FindAsync(user, job.Id, cancellationToken);
        runner.Wake();
        return new ViewCommandResult(stepped);
    }

    /// <summary>Stops an action on a view; what was done stays done and can be undone.</summary>
    public async Task<bool> CancelJobAsync(UserId user, JobId job, CancellationToken cancellationToken)
    {
        if (!await tools.Work.Jobs.CancelAsync(user, job, cancellationToken))
            return false;
        feed.Publish([new MailChange.JobChanged(user, job)]);
        return true;
    }

    /// <summary>Takes an action on messages or folders back: before replay by forgetting it, after it by the inverse one.</summary>
    /// <returns>False when there is nothing to take back.</returns>
    public async Task<bool> UndoAsync(UserId user, UndoToken undo, CancellationToken cancellationToken)
    {
        var messages = await tools.Messages.UndoAsync(user, undo, cancellationToken);
        // A move may have made its folder: messages leave it first.
        var folders = await tools.Folders.UndoAsync(user, undo, cancellationToken);
        Tell([.. messages?.Changes ?? [], .. folders?.Changes ?? []]);
        return messages is { Count: > 0 } || folders is not null;
    }

    /// <param name="parent">Null for the top.</param>
    public Task<FolderCommandResult> CreateFolderAsync(UserId user, AccountId account, FolderId? parent, string name, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.CreateAsync(user, account, parent, name, cancellationToken));

    public Task<FolderCommandResult> RenameFolderAsync(UserId user, FolderId folder, string name, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.RenameAsync(user, folder, name, cancellationToken));

    /// <param name="parent">Null for the top.</param>
    public Task<FolderCommandResult> MoveFolderAsync(UserId user, FolderId folder, FolderId? parent, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.MoveAsync(user, folder, parent, cancellationToken));

    /// <summary>Deletes a folder and what is below it; its messages go to Trash.</summary>
    public Task<FolderCommandResult> DeleteFolderAsync(UserId user, FolderId folder, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.DeleteAsync(user, folder, cancellationToken));

    public Task<FolderCommandResult> SubscribeFolderAsync(UserId user, FolderId folder, bool subscribed, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.SubscribeAsync(user, folder, subscribed, cancellationToken));

    /// <summary>Uses a folder as Sent, Drafts, Trash, Junk or Archive from now on; None goes back to the server's word.</summary>
    public Task<FolderCommandResult> UseFolderAsync(UserId user, FolderId folder, SpecialUse use, CancellationToken cancellationToken) =>
        TellAsync(tools.Folders.UseAsync(user, folder, use, cancellationToken));

    /// <summary>Tries entries of the queue again now.</summary>
    public async Task RetryAsync(UserId user, IReadOnlyList<QueueKey> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            Tell(entry.FolderOperation is null
                ? await tools.Work.Queue.RetryAsync(user, entry, cancellationToken)
                : await tools.Work.Queue.RetryFolderAsync(user, entry, cancellationToken));
        }

        // The turn may be another account's, as in a transfer.
        foreach (var account in await tools.Accounts.OfAsync(user, cancellationToken))
            host.Signal(account, new AccountSignal.Operations());
    }

    /// <summary>Gives entries of the queue up: messages and folders are as the servers have them.</summary>
    public async Task DropAsync(UserId user, IReadOnlyList<QueueKey> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            Tell(entry.FolderOperation is null
                ? await tools.Work.Queue.DropAsync(user, entry, cancellationToken)
                : await tools.Work.Queue.DropFolderAsync(user, entry, cancellationToken));
        }
    }

    /// <summary>Tries again what was refused of a message.</summary>
    public async Task RetryRefusedAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        Tell(await tools.Work.Queue.RetryRefusedAsync(user, message, cancellationToken));
        foreach (var account in await tools.Accounts.OfAsync(user, cancellationToken))
            host.Signal(account, new AccountSignal.Operations());
    }

    /// <summary>Gives up what was refused of a message: it is as the server has it.</summary>
    public async Task DropRefusedAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        Tell(await tools.Work.Queue.DropRefusedAsync(user, message, cancellationToken));

    private async Task<FolderCommandResult> TellAsync(Task<FolderResult> action)
    {
        var result = await action;
        Tell(result.Changes);
        return new FolderCommandResult(result.Folder, result.Problem, result.Undo);
    }

    private void Tell(IReadOnlyList<MailChange> changes)
    {
        feed.Publish(changes);
        foreach (var account in changes.Select(change => change.Account).Where(account => account != default).Distinct())
            host.Signal(account, new AccountSignal.Operations());
    }
}
