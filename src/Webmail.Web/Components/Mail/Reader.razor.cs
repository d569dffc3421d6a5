using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>The reading pane with one message.</summary>
public sealed partial class Reader
{
    [Parameter, EditorRequired]
    public required OpenMessage Open { get; set; }

    [Parameter, EditorRequired]
    public required string BackHref { get; set; }

    /// <summary>The messages of its conversation, oldest first; empty when it is alone.</summary>
    [Parameter]
    public IReadOnlyList<ThreadMessage> Thread { get; set; } = [];

    /// <summary>A message of the conversation is to be opened or closed.</summary>
    [Parameter]
    public EventCallback<MessageId> OnToggle { get; set; }

    /// <summary>Messages of the view.</summary>
    [Parameter]
    public int Total { get; set; }

    /// <summary>The account it is in.</summary>
    [Parameter]
    public AccountView? Account { get; set; }

    /// <summary>All accounts of the person: a message can be moved into another one.</summary>
    [Parameter]
    public IReadOnlyList<AccountView> Accounts { get; set; } = [];

    /// <summary>The folder it is in.</summary>
    [Parameter]
    public FolderView? Folder { get; set; }

    /// <summary>How a message is shown.</summary>
    [Parameter]
    public Func<MessageId, MessageDisplay> DisplayOf { get; set; } = _ => MessageDisplay.Default;

    /// <summary>A message is to be shown in another way.</summary>
    [Parameter]
    public EventCallback<(MessageId Message, MessageDisplay Display)> OnDisplay { get; set; }

    /// <summary>Images of the sender of a message are always wanted.</summary>
    [Parameter]
    public EventCallback<MessageView> OnTrust { get; set; }

    /// <summary>The mailing that a message is of is to be left.</summary>
    [Parameter]
    public EventCallback<MessageView> OnUnsubscribe { get; set; }

    [Parameter]
    public EventCallback<ReaderAction> OnAction { get; set; }

    [Parameter]
    public EventCallback<MoveTarget> OnMove { get; set; }

    [Parameter]
    public EventCallback<MoveTarget> OnCopy { get; set; }

    /// <summary>The body is to be asked for again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>A refused action is to be tried again, or given up.</summary>
    [Parameter]
    public EventCallback<RefusalAnswer> OnRefusal { get; set; }

    private bool IsFromList(MessageId message) => (Thread.FirstOrDefault(m => m.Message.Id == message)?.Message ?? Open).Message?.ListPost is not null;

    private bool? HtmlOf(MessageId message) => (Thread.FirstOrDefault(m => m.Message.Id == message)?.Message ?? Open).Message?.IsHtml;

    private IReadOnlyList<MoveTarget> Targets => Account is null ? [] : MoveTargets.For(Account, Folder?.Id, Accounts, Words);

    private string? Position => Open.Index is { } index && index < Total
        ? Text["Position", MailWords.Number(index + 1, 0), MailWords.Number(Total, 0)].Value
        : null;
}
