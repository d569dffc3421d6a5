using Microsoft.AspNetCore.Components;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>Answer, file away, mark: the line above the open message, and its bottom bar on a phone.</summary>
public sealed partial class ReaderToolbar
{
    [Parameter, EditorRequired]
    public required MessageId MessageId { get; set; }

    /// <summary>The list, for the phone's way back.</summary>
    [Parameter, EditorRequired]
    public required string BackHref { get; set; }

    [Parameter]
    public bool IsUnread { get; set; }

    [Parameter]
    public bool IsStarred { get; set; }

    /// <summary>It lies in Junk: the button takes it out.</summary>
    [Parameter]
    public bool IsJunk { get; set; }

    /// <summary>It came from a mailing list that takes answers.</summary>
    [Parameter]
    public bool IsFromList { get; set; }

    /// <summary>“1 of 1,284”; null when the message is not in the view.</summary>
    [Parameter]
    public string? Position { get; set; }

    [Parameter]
    public bool HasPrevious { get; set; }

    [Parameter]
    public bool HasNext { get; set; }

    [Parameter]
    public IReadOnlyList<MoveTarget> Targets { get; set; } = [];

    [Parameter]
    public EventCallback<ReaderAction> OnAction { get; set; }

    [Parameter]
    public EventCallback<MoveTarget> OnMove { get; set; }

    [Parameter]
    public EventCallback<MoveTarget> OnCopy { get; set; }

    [Parameter]
    public MessageDisplay Display { get; set; } = MessageDisplay.Default;

    /// <summary>Whether its body is HTML; null while there is none.</summary>
    [Parameter]
    public bool? IsHtml { get; set; }

    /// <summary>It is to be shown in another way.</summary>
    [Parameter]
    public EventCallback<MessageDisplay> OnDisplay { get; set; }

    private IReadOnlyList<MoveTarget> CopyTargets => MoveTargets.ForCopies(Targets);

    private Task ToggleLookAsync() => OnDisplay.InvokeAsync(IsHtml == true ? Display with { Dark = !Display.Dark } : Display with { Monospace = !Display.Monospace });

    private string ReadKey => IsUnread ? "MarkRead" : "MarkUnread";

    private string JunkKey => IsJunk ? "NotJunk" : "Junk";

    private string Hint(string key, string shortcut) => $"{Text[key]} ({shortcut})";
}
