using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>What a person does with messages, and what the screen shows next.</summary>
public sealed partial class MailPage
{
    private Task ActOnOpenAsync(ReaderAction action) => action switch
    {
        ReaderAction.Next => StepAsync(1),
        ReaderAction.Previous => StepAsync(-1),
        _ when State.Open is { } open => ActAsync([open.Id], action, [open.Row]),
        _ => Task.CompletedTask,
    };

    /// <summary>Images of this sender from now on, and of this message now.</summary>
    private async Task TrustAsync(MessageView message)
    {
        await Choices.TrustImagesAsync(message, _left);
        await SayAsync(Text["SaidImagesTrusted", message.From.Display], null);
    }

    private async Task UnsubscribeAsync(MessageView message) =>
        await SayAsync(Text[await Choices.UnsubscribeAsync(message.Id, _left) ? "SaidLeftMailing" : "SaidNotLeftMailing"], null);

    // More would fit into no message.
    private const int MostForwarded = 100;

    private Task ActOnSelectionAsync(ReaderAction action) => action == ReaderAction.ForwardAsFiles
        ? TellAsync("forwardAsFiles", State.Selection.Messages.Take(MostForwarded).Select(message => message.Value).ToArray())
        : State.Selection.IsAll
        ? ActOnViewAsync(ActionOf(action, SelectedRows))
        : ActAsync(State.Selection.Messages, action, SelectedRows);

    private Task MoveOpenAsync(MoveTarget target) => State.Open is { } open ? MoveAsync([open.Id], target) : Task.CompletedTask;

    private Task CopyOpenAsync(MoveTarget target) => State.Open is { } open ? CopyAsync([open.Id], target) : Task.CompletedTask;

    private async Task AnswerRefusalAsync(RefusalAnswer answer)
    {
        await Actions.AnswerRefusalAsync(answer, _left);
        await ReadAgainAsync(() => State.ReadAgainAsync(false, _left));
        await SayAsync(Text[answer.TryAgain ? "SaidRetrying" : "SaidDropped"], null);
    }

    private Task MoveSelectionAsync(MoveTarget target) => State.Selection.IsAll
        ? ActOnViewAsync(target.Folder is { } folder ? new MessageAction.Move(folder) : new MessageAction.MoveTo(target.Role))
        : MoveAsync(State.Selection.Messages, target);

    private Task CopySelectionAsync(MoveTarget target) => State.Selection.IsAll && target.Folder is { } folder
        ? ActOnViewAsync(new MessageAction.Copy(folder))
        : CopyAsync(State.Selection.Messages, target);

    private async Task ActOnRowAsync(RowRequest request)
    {
        var (row, action) = request;
        switch (action)
        {
            case var _ when row.Outbox is { } outgoing:
                await ActOnOutgoingAsync(outgoing, action);
                break;
            case RowAction.Delete when row.Draft is { } draft:
                await TellAsync("discard", draft.Value);
                break;
            case RowAction.Retry or RowAction.Drop:
                await AnswerRefusalAsync(new RefusalAnswer(row.Id, action == RowAction.Retry));
                break;
            default:
                await ActAsync([row.Id], ReaderActionOf(action), [row]);
                break;
        }
    }

    private static ReaderAction ReaderActionOf(RowAction action) => action switch
    {
        RowAction.Archive => ReaderAction.Archive,
        RowAction.Delete => ReaderAction.Delete,
        RowAction.ToggleRead => ReaderAction.ToggleRead,
        RowAction.ToggleStar => ReaderAction.ToggleStar,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <param name="rows">Those of the messages that are known here; they decide which way a toggle goes.</param>
    private async Task ActAsync(IReadOnlyList<MessageId> messages, ReaderAction action, IReadOnlyList<MessageRow?> rows)
    {
        messages = await State.WithConversationsAsync(messages, _left);
        foreach (var draft in action == ReaderAction.Delete && messages.Count != 1 ? State.Selection.Drafts : [])
            await TellAsync("discard", draft.Value);
        if (messages.Count == 0)
        {
            ClearSelection();
            return;
        }

        if (action == ReaderAction.Delete && rows.Any(row => row?.IsDraft == true))
            await Outgoing.DiscardCopiesAsync(messages, _left);
        var leaves = action is ReaderAction.Archive or ReaderAction.Delete or ReaderAction.Junk or ReaderAction.NotJunk;
        var after = leaves ? Following(messages) : null;
        var report = action switch
        {
            ReaderAction.Archive => await Actions.MoveToAsync(messages, SpecialUse.Archive, _left),
            ReaderAction.Delete => await Actions.MoveToAsync(messages, SpecialUse.Trash, _left),
            ReaderAction.Junk => await Actions.MoveToAsync(messages, SpecialUse.Junk, _left),
            ReaderAction.NotJunk => await Actions.MoveToAsync(messages, SpecialUse.Inbox, _left),
            ReaderAction.ToggleRead => await Actions.MarkReadAsync(messages, rows.Any(row => row?.IsUnread == true), _left),
            ReaderAction.ToggleStar => await Actions.StarAsync(messages, rows.Any(row => row?.IsStarred == false), _left),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
        await FinishAsync(messages, report, leaves, after);
    }

    private async Task MoveAsync(IReadOnlyList<MessageId> messages, MoveTarget target)
    {
        messages = await State.WithConversationsAsync(messages, _left);
        var after = Following(messages);
        var report = target.Folder is { } folder
            ? await Actions.MoveAsync(messages, folder, target.Name, _left)
            : await Actions.MoveToAsync(messages, target.Role, _left);
        await FinishAsync(messages, report, leaves: true, after);
    }

    private async Task FinishAsync(IReadOnlyList<MessageId> messages, ActionReport report, bool leaves, MessageId? after)
    {
        if (report.Count == 0 && leaves)
        {
            await SayAsync(Text["SaidNoFolder"], null);
            return;
        }

        await ReadAgainAsync(() => State.ReadAgainAsync(leaves, _left));
        if (leaves)
        {
            State.Selection.Remove(messages.Select(RowKey.Of));
            if (State.Open is { } open && messages.Contains(open.Id))
                await LeaveMessageAsync(after);
        }

        if (report.Count > 0)
            await SayAsync(report.Place is { } place ? Words.Count(report.Text, report.Count, place) : Words.Count(report.Text, report.Count), report.Undo);
    }

    /// <summary>What opens when these are gone: the one below the open message, else the one above.</summary>
    private MessageId? Following(IReadOnlyList<MessageId> leaving)
    {
        if (State.Open is not { Index: { } index } open || !leaving.Contains(open.Id))
            return null;
        var gone = leaving.ToHashSet();
        for (var i = index + 1; State.RowAt(i) is { } below; i++)
        {
            if (RowKey.Of(below).IsMessage && !gone.Contains(below.Id))
                return below.Id;
        }

        for (var i = index - 1; State.RowAt(i) is { } above; i--)
        {
            if (RowKey.Of(above).IsMessage && !gone.Contains(above.Id))
                return above.Id;
        }

        return null;
    }

    /// <summary>On a phone the list comes back; where the list stands beside it, the next message opens.</summary>
    private async Task LeaveMessageAsync(MessageId? next)
    {
        var isAlone = _script is not null && await _script.InvokeAsync<bool>("readsAlone", _left, []);
        if (isAlone)
            await TellAsync("backToList", State.Address());
        else
            Navigation.NavigateTo(State.Address(next), replace: true);
    }

    /// <summary>The keyboard stays on the row it was on, wherever that is now.</summary>
    private async Task ReadAgainAsync(Func<Task> read)
    {
        var focused = _focused is { } before && State.RowAt(before) is { } row ? RowKey.Of(row) : (RowKey?)null;
        await read();
        if (focused is { } key)
            _focused = State.IndexOf(key) ?? Math.Clamp(_focused ?? 0, 0, Math.Max(0, State.Page.Total - 1));
        StateHasChanged();
    }

    private Task StepAsync(int step) => State.Open?.Index is { } index ? OpenAtAsync(index + step, replace: true) : OpenAtAsync(_focused ?? 0, replace: false);

    private async Task OpenAtAsync(int index, bool replace)
    {
        if (index < 0 || index >= State.Page.Total)
            return;
        _focused = index;
        if (State.RowAt(index) is null)
            await State.ReadWindowAsync(index - (MailboxState.FirstRows / 2), MailboxState.FirstRows, _left);
        StateHasChanged();
        await TellAsync("reveal", index);
        if (State.RowAt(index) is { } row && RowKey.Of(row).IsMessage && State.Open?.Id != row.Id)
            Navigation.NavigateTo(State.Address(row.Id), replace: replace && State.Open is not null);
    }

    private async Task CheckAsync(RowCheck check)
    {
        _focused = check.Index;
        if (check.Extend && State.Selection.Anchor is not null)
            await State.SelectRangeAsync(check.Index, _left);
        else
            State.Selection.Toggle(RowKey.Of(check.Row), check.Index);
    }

    private Task SelectAllAsync() => State.SelectAllAsync(_left);

    private void ClearSelection() => State.Selection.Clear();

    private async Task RefreshAsync()
    {
        await State.RefreshAsync(_left);
        await SayAsync(Text["SaidChecking"], null);
    }

    private async Task SaveNameAsync(AccountId account, string name)
    {
        await State.SetSenderNameAsync(account, name, _left);
        await SayAsync(Text["SaidNameSaved"], null);
    }
}
