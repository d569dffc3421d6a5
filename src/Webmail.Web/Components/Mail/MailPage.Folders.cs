using Microsoft.JSInterop;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>Folders, whole views, and the menus where the pointer is.</summary>
public sealed partial class MailPage
{
    private readonly HashSet<JobId> _sayWhenDone = [];
    private MessageRow? _menuRow;
    private FolderView? _menuFolder;
    private AccountId? _menuAccount;
    private FolderAsk? _ask;
    private string? _problem;

    /// <summary>The view holds messages that servers have.</summary>
    private bool HasViewActions => State.View is MailView.OfFolder or MailView.Across { View: AcrossView.Inbox or AcrossView.Unread or AcrossView.Starred };

    private IReadOnlyList<FolderView> AskFolders => _ask is { } ask ? State.FindAccount(ask.Account)?.Folders ?? [] : [];

    private IReadOnlyList<MoveTarget> RowTargets => _menuRow is { } row && !State.Selection.Contains(RowKey.Of(row))
        ? MoveTargets.For(State.FindAccount(row.AccountId), row.FolderId, State.Accounts, Words)
        : BulkTargets;

    /// <summary>The menu of a row is wanted. Opens where the pointer is once it is rendered.</summary>
    [JSInvokable]
    public async Task OpenRowMenu(int index, double left, double top)
    {
        if (State.RowAt(index) is not { } row || !RowKey.Of(row).IsMessage)
            return;
        (_menuRow, _focused) = (row, index);
        await ShowMenuAsync("row-menu", left, top);
    }

    /// <summary>The menu of a folder in the tree is wanted.</summary>
    [JSInvokable]
    public async Task OpenFolderMenu(long folder, double left, double top)
    {
        if (State.FindFolder(new FolderId(folder)) is not { } found)
            return;
        _menuFolder = found;
        await ShowMenuAsync("folder-menu", left, top);
    }

    [JSInvokable]
    public async Task OpenAccountMenu(long account, double left, double top)
    {
        if (State.FindAccount(new AccountId(account)) is not { } found)
            return;
        _menuAccount = found.Id;
        await ShowMenuAsync("account-menu", left, top);
    }

    /// <summary>Rows were dropped onto a folder: the ticked ones when the dragged one is among them.</summary>
    [JSInvokable]
    public async Task DropRow(int index, long folder)
    {
        if (State.RowAt(index) is not { } row || !RowKey.Of(row).IsMessage || State.FindFolder(new FolderId(folder)) is not { Selectable: true } target)
            return;
        var place = new MoveTarget(Words.Folder(target), target.Id, target.SpecialUse, target.Level);
        await (State.Selection.Contains(RowKey.Of(row)) ? MoveSelectionAsync(place) : MoveAsync([row.Id], place));
        StateHasChanged();
    }

    /// <summary>A row was swiped away.</summary>
    [JSInvokable]
    public async Task SwipeRow(int index, bool archive)
    {
        if (State.RowAt(index) is { } row)
            await ActOnRowAsync(new RowRequest(row, archive && RowKey.Of(row).IsMessage ? RowAction.Archive : RowAction.Delete));
        StateHasChanged();
    }

    private async Task ShowMenuAsync(string id, double left, double top)
    {
        StateHasChanged();
        await Task.Yield();
        if (_script is not null)
            await _script.InvokeVoidAsync("openMenuAt", _left, id, left, top);
    }

    private Task ActOnMenuRowAsync(ReaderAction action) => OnMenuRow(row => ActAsync([row.Id], action, [row]), () => ActOnSelectionAsync(action));

    private Task MoveMenuRowAsync(MoveTarget target) => OnMenuRow(row => MoveAsync([row.Id], target), () => MoveSelectionAsync(target));

    private Task CopyMenuRowAsync(MoveTarget target) => OnMenuRow(row => CopyAsync([row.Id], target), () => CopySelectionAsync(target));

    private Task OnMenuRow(Func<MessageRow, Task> one, Func<Task> ticked) => _menuRow switch
    {
        null => Task.CompletedTask,
        { } row when State.Selection.Contains(RowKey.Of(row)) => ticked(),
        { } row => one(row),
    };

    private async Task CopyAsync(IReadOnlyList<MessageId> messages, MoveTarget target)
    {
        if (target.Folder is { } folder)
            await FinishAsync(messages, await Actions.CopyAsync(messages, folder, target.Name, _left), leaves: false, after: null);
    }

    private MessageAction ActionOf(ReaderAction action, IReadOnlyList<MessageRow> rows) => action switch
    {
        ReaderAction.Archive => new MessageAction.MoveTo(SpecialUse.Archive),
        ReaderAction.Delete when State.Folder?.SpecialUse == SpecialUse.Trash => new MessageAction.Erase(),
        ReaderAction.Delete => new MessageAction.MoveTo(SpecialUse.Trash),
        ReaderAction.Junk => new MessageAction.MoveTo(SpecialUse.Junk),
        ReaderAction.NotJunk => new MessageAction.MoveTo(SpecialUse.Inbox),
        ReaderAction.ToggleRead => Flag(MailFlags.Seen, rows.Any(row => row.IsUnread)),
        ReaderAction.ToggleStar => Flag(MailFlags.Flagged, rows.Any(row => !row.IsStarred)),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static MessageAction.SetFlags Flag(MailFlags flag, bool on) => new(on ? flag : MailFlags.None, on ? MailFlags.None : flag);

    private async Task ActOnViewAsync(MessageAction action) =>
        await ActOnViewAsync(State.View, action, await State.WithConversationsAsync(State.Selection.Except, _left));

    private async Task ActOnViewAsync(MailView view, MessageAction action, IReadOnlyList<MessageId> except)
    {
        var result = await Actions.ActOnViewAsync(view, action, except, _left);
        if (action is not (MessageAction.SetFlags or MessageAction.Copy))
            State.Selection.Clear();
        await ReadAgainAsync(() => State.ReadAgainAsync(_left));
        await State.ReadJobsAsync(_left);
        if (State.Open is { Row: null })
            await LeaveMessageAsync(null);
        if (result.Job is { } job)
            await SayOfJobAsync(job);
    }

    private async Task HearOfJobAsync(JobId id)
    {
        // What was done before this page knew of it was said by its command.
        if (_sayWhenDone.Contains(id) && await State.JobAsync(id, _left) is { State: not JobState.Running } job)
            await SayOfJobAsync(job);
    }

    private async Task SayOfJobAsync(BulkJob job)
    {
        if (job.State == JobState.Running)
        {
            _sayWhenDone.Add(job.Id);
            return;
        }

        _sayWhenDone.Remove(job.Id);
        var report = Actions.ReportOf(job);
        if (report.Count > 0)
            await SayAsync(report.Place is { } place ? Words.Count(report.Text, report.Count, place) : Words.Count(report.Text, report.Count), report.Undo);
    }

    private async Task ActOnFolderAsync(FolderView? folder, FolderAction action)
    {
        switch (action)
        {
            case FolderAction.MarkAllRead:
                await ActOnViewAsync(folder is null ? State.View : new MailView.OfFolder(folder.Id), Flag(MailFlags.Seen, on: true), []);
                break;
            case FolderAction.Subscribe or FolderAction.Unsubscribe when folder is not null:
                var changed = await Actions.SubscribeFolderAsync(folder.Id, action == FolderAction.Subscribe, _left);
                await SayOfFolderAsync(changed, $"Said{action}d", folder);
                break;
            default:
                if (folder is not null)
                    await AskAsync(new FolderAsk(action, folder.AccountId, folder));
                break;
        }
    }

    private async Task UseFolderAsync(FolderView? folder, SpecialUse use)
    {
        if (folder is not null)
            await SayOfFolderAsync(await Actions.UseFolderAsync(folder.Id, use, _left), use == SpecialUse.None ? "SaidUseTaken" : "SaidUsed", folder, Words.Role(use));
    }

    private async Task AskAsync(FolderAsk ask)
    {
        (_ask, _problem) = (ask, null);
        StateHasChanged();
        await Task.Yield();
        await TellAsync("openDialog", "folder-dialog");
    }

    private async Task AnswerAsync(FolderAnswer answer)
    {
        if (_ask is not { } ask)
            return;
        if (ask is { Action: FolderAction.Empty, Folder: { } emptied })
        {
            await CloseAskAsync();
            await ActOnViewAsync(new MailView.OfFolder(emptied.Id), new MessageAction.Erase(), []);
            return;
        }

        var result = ask switch
        {
            { Action: FolderAction.Create } => await Actions.CreateFolderAsync(ask.Account, ask.Folder?.Id, answer.Name, _left),
            { Action: FolderAction.Rename, Folder: { } folder } => await Actions.RenameFolderAsync(folder.Id, answer.Name, _left),
            { Action: FolderAction.Move, Folder: { } folder } => await Actions.MoveFolderAsync(folder.Id, answer.Parent, _left),
            { Action: FolderAction.Delete, Folder: { } folder } => await Actions.DeleteFolderAsync(folder.Id, _left),
            _ => throw new InvalidOperationException($"Nothing to answer for {ask.Action}"),
        };
        if (result.Problem != FolderProblem.None)
        {
            _problem = Text[$"FolderProblem{result.Problem}"];
            return;
        }

        await CloseAskAsync();
        if (ask.Action == FolderAction.Delete && State.Folder?.Id == ask.Folder?.Id)
            Navigation.NavigateTo($"/mail/{State.DefaultView}");
        await SayOfFolderAsync(result, $"SaidFolder{ask.Action}", ask.Folder, answer.Name.Trim());
    }

    private async Task CloseAskAsync()
    {
        await TellAsync("closeDialog", "folder-dialog");
        (_ask, _problem) = (null, null);
    }

    private async Task SayOfFolderAsync(FolderCommandResult result, string text, FolderView? folder, string argument = "")
    {
        await ReadAgainAsync(() => State.ReadAgainAsync(_left));
        if (result.Problem == FolderProblem.None)
            await SayAsync(Text[text, folder is null ? argument : Words.Folder(folder), argument], result.Undo);
        else
            await SayAsync(Text[$"FolderProblem{result.Problem}"], null);
    }
}
