using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>What happened, for the status line.</summary>
/// <param name="Text">Key of a counted text.</param>
/// <param name="Count">Messages it happened to; 0 when nothing did.</param>
/// <param name="Undo">Null when it cannot be taken back.</param>
/// <param name="Place">Name of the folder, for texts that need it.</param>
public sealed record ActionReport(string Text, int Count, UndoToken? Undo, string? Place = null);

/// <summary>What a person can do to messages. Every action has already happened when it returns; the server hears later.</summary>
public sealed class MailActions(MailboxCommands commands, MailboxState state)
{
    public async Task<ActionReport> MarkReadAsync(IReadOnlyList<MessageId> messages, bool read, CancellationToken cancellationToken)
    {
        var result = await SetAsync(messages, MailFlags.Seen, read, cancellationToken);
        return new ActionReport(read ? "SaidRead" : "SaidUnread", result.Count, result.Undo);
    }

    public async Task<ActionReport> StarAsync(IReadOnlyList<MessageId> messages, bool starred, CancellationToken cancellationToken)
    {
        var result = await SetAsync(messages, MailFlags.Flagged, starred, cancellationToken);
        return new ActionReport(starred ? "SaidStarred" : "SaidUnstarred", result.Count, result.Undo);
    }

    public async Task<ActionReport> MoveToAsync(IReadOnlyList<MessageId> messages, SpecialUse target, CancellationToken cancellationToken)
    {
        // A delete inside Trash is for good: nothing is left that could come back.
        var erases = target == SpecialUse.Trash && state.Folder?.SpecialUse == SpecialUse.Trash;
        var result = await commands.MoveToAsync(state.User, messages, target, cancellationToken);
        var text = target switch
        {
            SpecialUse.Trash when erases => "SaidErased",
            SpecialUse.Trash => "SaidTrash",
            SpecialUse.Archive => "SaidArchive",
            SpecialUse.Junk => "SaidJunk",
            _ => "SaidInbox",
        };
        return new ActionReport(text, result.Count, erases ? null : result.Undo);
    }

    public async Task<ActionReport> MoveAsync(IReadOnlyList<MessageId> messages, FolderId target, string place, CancellationToken cancellationToken)
    {
        var result = await commands.MoveAsync(state.User, messages, target, cancellationToken);
        return new ActionReport("SaidMoved", result.Count, result.Undo, place);
    }

    public async Task<ActionReport> CopyAsync(IReadOnlyList<MessageId> messages, FolderId target, string place, CancellationToken cancellationToken)
    {
        var result = await commands.CopyAsync(state.User, messages, target, cancellationToken);
        return new ActionReport("SaidCopied", result.Count, result.Undo, place);
    }

    /// <summary>Tries again what the server refused of a message, or leaves the message as the server has it.</summary>
    public Task AnswerRefusalAsync(RefusalAnswer answer, CancellationToken cancellationToken) => answer.TryAgain
        ? commands.RetryRefusedAsync(state.User, answer.Message, cancellationToken)
        : commands.DropRefusedAsync(state.User, answer.Message, cancellationToken);

    /// <summary>An action on all messages of a view. What is under way goes on without this page.</summary>
    public Task<ViewCommandResult> ActOnViewAsync(MailView view, MessageAction action, IReadOnlyCollection<MessageId> except, CancellationToken cancellationToken) =>
        commands.ActOnViewAsync(state.User, view, action, except, cancellationToken);

    /// <summary>What a finished action on a view did.</summary>
    public ActionReport ReportOf(BulkJob job)
    {
        (string Text, FolderId? Place) said = job.Action switch
        {
            MessageAction.SetFlags { Add: MailFlags.Seen } => ("SaidRead", null),
            MessageAction.SetFlags { Remove: MailFlags.Seen } => ("SaidUnread", null),
            MessageAction.SetFlags { Add: MailFlags.Flagged } => ("SaidStarred", null),
            MessageAction.SetFlags => ("SaidUnstarred", null),
            MessageAction.MoveTo { Role: SpecialUse.Trash } => ("SaidTrash", null),
            MessageAction.MoveTo { Role: SpecialUse.Archive } => ("SaidArchive", null),
            MessageAction.MoveTo { Role: SpecialUse.Junk } => ("SaidJunk", null),
            MessageAction.MoveTo => ("SaidInbox", null),
            MessageAction.Move { Target: var target } => ("SaidMoved", target),
            MessageAction.Copy { Target: var target } => ("SaidCopied", target),
            MessageAction.Erase => ("SaidErased", null),
            _ => throw new InvalidOperationException($"Unknown action {job.Action}"),
        };
        return new ActionReport(said.Text, job.Changed, job.Undo, said.Place is { } folder ? state.FindFolder(folder)?.Name ?? string.Empty : null);
    }

    public Task CancelJobAsync(JobId job, CancellationToken cancellationToken) => commands.CancelJobAsync(state.User, job, cancellationToken);

    public Task<FolderCommandResult> CreateFolderAsync(AccountId account, FolderId? parent, string name, CancellationToken cancellationToken) =>
        commands.CreateFolderAsync(state.User, account, parent, name, cancellationToken);

    public Task<FolderCommandResult> RenameFolderAsync(FolderId folder, string name, CancellationToken cancellationToken) =>
        commands.RenameFolderAsync(state.User, folder, name, cancellationToken);

    public Task<FolderCommandResult> MoveFolderAsync(FolderId folder, FolderId? parent, CancellationToken cancellationToken) =>
        commands.MoveFolderAsync(state.User, folder, parent, cancellationToken);

    public Task<FolderCommandResult> DeleteFolderAsync(FolderId folder, CancellationToken cancellationToken) =>
        commands.DeleteFolderAsync(state.User, folder, cancellationToken);

    public Task<FolderCommandResult> SubscribeFolderAsync(FolderId folder, bool subscribed, CancellationToken cancellationToken) =>
        commands.SubscribeFolderAsync(state.User, folder, subscribed, cancellationToken);

    public Task<FolderCommandResult> UseFolderAsync(FolderId folder, SpecialUse use, CancellationToken cancellationToken) =>
        commands.UseFolderAsync(state.User, folder, use, cancellationToken);

    public Task<bool> UndoAsync(UndoToken undo, CancellationToken cancellationToken) =>
        commands.UndoAsync(state.User, undo, cancellationToken);

    /// <summary>A person who opens a message has read it; nothing is said about it.</summary>
    public Task MarkOpenedAsync(IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        SetAsync(messages, MailFlags.Seen, true, cancellationToken);

    private Task<CommandResult> SetAsync(IReadOnlyList<MessageId> messages, MailFlags flag, bool on, CancellationToken cancellationToken) =>
        commands.SetFlagsAsync(state.User, messages, on ? flag : MailFlags.None, on ? MailFlags.None : flag, cancellationToken);
}
