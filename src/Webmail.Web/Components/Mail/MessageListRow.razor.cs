using Microsoft.AspNetCore.Components;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>One row of fixed height. Hundreds pass by while a person scrolls, so it renders only when something of it changed.</summary>
public sealed partial class MessageListRow
{
    private Shown? _shown;
    private bool _hasChanged;

    [Parameter, EditorRequired]
    public required MessageRow Row { get; set; }

    /// <summary>Place in the whole view, from 0.</summary>
    [Parameter, EditorRequired]
    public required int Index { get; set; }

    /// <summary>Where it opens; null when nothing opens, as for a message on its way out.</summary>
    [Parameter, EditorRequired]
    public required string? Href { get; set; }

    /// <summary>The day it was rendered on: “14:32” becomes “Yesterday” by itself.</summary>
    [Parameter, EditorRequired]
    public required DateOnly Today { get; set; }

    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    /// <summary>Some row is ticked: what is open no longer counts as selected.</summary>
    [Parameter]
    public bool IsSelecting { get; set; }

    /// <summary>The one row the Tab key reaches.</summary>
    [Parameter]
    public bool IsFocusable { get; set; }

    /// <summary>The coloured square, left out where a view has one account.</summary>
    [Parameter]
    public bool ShowAccount { get; set; }

    /// <summary>True when Shift was held.</summary>
    [Parameter]
    public EventCallback<bool> OnCheck { get; set; }

    [Parameter]
    public EventCallback<RowAction> OnAction { get; set; }

    private bool IsMarked => IsSelecting ? IsSelected : IsOpen;

    // What needs an answer is reached from its row by the Tab key.
    private int ButtonTab => IsFocusable ? 0 : -1;

    private string ReadLabel => Text[Row.IsUnread ? "MarkRead" : "MarkUnread"];

    private string Classes => string.Join(' ', ClassNames());

    protected override void OnParametersSet()
    {
        var now = new Shown(Row, Index, Href, Today, IsOpen, IsSelected, IsSelecting, IsFocusable, ShowAccount);
        _hasChanged = now != _shown;
        _shown = now;
    }

    protected override bool ShouldRender() => _hasChanged;

    private IEnumerable<string> ClassNames()
    {
        if (Row.IsUnread && !Row.IsOutgoing)
            yield return "unread";
        if (IsSelecting ? IsSelected : IsOpen)
            yield return IsSelecting ? "selected" : "open";
    }

    private sealed record Shown(
        MessageRow Row,
        int Index,
        string? Href,
        DateOnly Today,
        bool IsOpen,
        bool IsSelected,
        bool IsSelecting,
        bool IsFocusable,
        bool ShowAccount);
}
