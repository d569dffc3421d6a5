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

    public Task<bool> UndoAsync(UndoToken undo, CancellationToken cancellationToken) =>
        commands.UndoAsync(state.User, undo, cancellationToken);

    /// <summary>A person who opens a message has read it; nothing is said about it.</summary>
    public Task MarkOpenedAsync(IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        SetAsync(messages, MailFlags.Seen, true, cancellationToken);

    private Task<CommandResult> SetAsync(IReadOnlyList<MessageId> messages, MailFlags flag, bool on, CancellationToken cancellationToken) =>
        commands.SetFlagsAsync(state.User, messages, on ? flag : MailFlags.None, on ? MailFlags.None : flag, cancellationToken);
}
