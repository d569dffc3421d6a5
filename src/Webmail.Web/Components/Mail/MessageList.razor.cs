using Microsoft.AspNetCore.Components;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>The list of messages: plain data in, what the person did out.</summary>
public sealed partial class MessageList
{
    [Parameter, EditorRequired]
    public required MessagePage Page { get; set; }

    [Parameter, EditorRequired]
    public required MailView View { get; set; }

    [Parameter, EditorRequired]
    public required MessageSelection Selection { get; set; }

    [Parameter, EditorRequired]
    public required DateOnly Today { get; set; }

    /// <summary>The message in the reading pane.</summary>
    [Parameter]
    public MessageId? Open { get; set; }

    /// <summary>Its place in the view, or that of its conversation.</summary>
    [Parameter]
    public int? OpenIndex { get; set; }

    /// <summary>What the list's address says of its order; goes on in the addresses of its messages.</summary>
    [Parameter]
    public string Arranged { get; set; } = string.Empty;

    /// <summary>The row the keyboard is on, from 0; null before it was used.</summary>
    [Parameter]
    public int? Focused { get; set; }

    /// <summary>The row to be scrolled to when the list first appears.</summary>
    [Parameter]
    public int? Reveal { get; set; }

    /// <summary>What was searched for when the rows are a result: it stays in the address of what opens.</summary>
    [Parameter]
    public string? Query { get; set; }

    [Parameter]
    public SearchScope Scope { get; set; }

    [Parameter]
    public bool ShowAccount { get; set; }

    [Parameter]
    public EventCallback<RowCheck> OnCheck { get; set; }

    [Parameter]
    public EventCallback<RowRequest> OnAction { get; set; }

    private bool IsSelecting => !Selection.IsEmpty;

    // Exactly one row is in the tab order: the focused one when it is rendered, else the first there is.
    private int Focusable =>
        Focused is { } focused && focused >= Page.First && focused < Page.First + Page.Rows.Count ? focused : Page.First;

    private bool IsOpen(MessageRow row, int index) => RowKey.Of(row).IsMessage && (row.Id == Open || (row.Conversation is not null && index == OpenIndex));

    private string? Href(MessageRow row) => row switch
    {
        { Draft: { } draft } => $"/compose/{draft}",
        { Outbox: not null } => null,
        _ when string.IsNullOrEmpty(Query) && Arranged.Length > 0 => $"/mail/{View}/{row.Id}?{Arranged}",
        _ => SearchAddress.Of(View, row.Id, Query, Scope),
    };
}

/// <summary>A row was ticked or unticked.</summary>
/// <param name="Extend">Shift was held: everything from the last ticked row on.</param>
public sealed record RowCheck(MessageRow Row, int Index, bool Extend);

/// <summary>A button in a row was pressed.</summary>
public sealed record RowRequest(MessageRow Row, RowAction Action);
