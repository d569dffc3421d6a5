using Microsoft.JSInterop;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>What the browser reports and what it is told. Its side is wwwroot-assets/ts/mail.</summary>
public sealed partial class MailPage
{
    // More rows than the screen shows, above and below, so that scrolling meets rows and not an empty space.
    private const int Overscan = 16;
    private const int MaxWindow = 200;

    /// <summary>The list was scrolled.</summary>
    [JSInvokable]
    public async Task ShowWindow(int first, int count)
    {
        await State.ReadWindowAsync(first - Overscan, Math.Clamp(count, 1, MaxWindow) + (2 * Overscan), _left);
        StateHasChanged();
    }

    /// <summary>The keyboard moved to a row.</summary>
    /// <param name="open">The reading pane is shown, so the message opens.</param>
    /// <param name="extend">Shift is held.</param>
    [JSInvokable]
    public async Task MoveTo(int index, bool open, bool extend)
    {
        if (State.Page.Total == 0)
            return;
        index = Math.Clamp(index, 0, State.Page.Total - 1);
        if (State.RowAt(index) is null)
            await State.ReadWindowAsync(index - (MailboxState.FirstRows / 2), MailboxState.FirstRows, _left);
        if (extend)
        {
            if (State.Selection.Anchor is null && State.RowAt(_focused ?? 0) is { } from)
                State.Selection.Begin(RowKey.Of(from), _focused ?? 0);
            await State.SelectRangeAsync(index, _left);
        }

        _focused = index;
        if (open && !extend)
            await OpenAtAsync(index, replace: true);
        StateHasChanged();
    }

    /// <summary>Space, or a click with Ctrl or Shift.</summary>
    [JSInvokable]
    public async Task Toggle(int index, bool extend)
    {
        if (State.RowAt(index) is { } row)
            await CheckAsync(new RowCheck(row, index, extend));
        StateHasChanged();
    }

    [JSInvokable("SelectAll")]
    public async Task SelectAllRows()
    {
        await SelectAllAsync();
        StateHasChanged();
    }

    /// <summary>A key that acts on the ticked messages, else on the open one, else on the focused row.</summary>
    [JSInvokable]
    public async Task Shortcut(string name)
    {
        switch (name)
        {
            case "escape" when State.Selection.IsEmpty && State.Search is not null:
                EndSearch();
                break;
            case "escape":
                ClearSelection();
                break;
            case "next":
                await StepAsync(1);
                break;
            case "previous":
                await StepAsync(-1);
                break;
            default:
                if (Enum.TryParse<ReaderAction>(name, out var action))
                    await ActOnTargetAsync(action);
                break;
        }

        StateHasChanged();
    }

    /// <summary>Undo in the status region.</summary>
    [JSInvokable]
    public async Task Undo(Guid token)
    {
        var undone = await Actions.UndoAsync(new UndoToken(token), _left);
        await SayAsync(Text[undone ? "SaidUndone" : "SaidNothingToUndo"], null);
    }

    private Task ActOnTargetAsync(ReaderAction action)
    {
        if (action == ReaderAction.Junk && State.Folder?.SpecialUse == SpecialUse.Junk)
            action = ReaderAction.NotJunk;
        if (!State.Selection.IsEmpty)
            return ActOnSelectionAsync(action);
        if (State.Open is not null)
            return ActOnOpenAsync(action);
        return _focused is { } index && State.RowAt(index) is { } row && RowKey.Of(row).IsMessage
            ? ActAsync([row.Id], action, [row])
            : Task.CompletedTask;
    }

    private async Task SayAsync(string text, UndoToken? undo)
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("say", _left, text, undo?.Value);
    }

    private async Task TellAsync(string function, params object[] arguments)
    {
        if (_script is not null)
            await _script.InvokeVoidAsync(function, _left, arguments);
    }
}
