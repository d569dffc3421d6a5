using Microsoft.AspNetCore.Components;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>Messages on their way out: what happened to them, and what a person does about it.</summary>
public sealed partial class MailPage
{
    [Inject]
    public required OutgoingMail Outgoing { get; set; }

    private async Task ActOnOutgoingAsync(OutboxId item, RowAction action)
    {
        switch (action)
        {
            case RowAction.TakeBack:
                await TellAsync("takeBack", item.Value);
                return;
            case RowAction.OpenDraft:
                if (await Outgoing.DraftOfAsync(item, _left) is { } draft)
                    await TellAsync("openDraft", draft.Value);
                return;
            case RowAction.SendNow:
                await Outgoing.SendNowAsync(item, _left);
                break;
            case RowAction.Dismiss:
                await Outgoing.DismissAsync(item, _left);
                break;
            case RowAction.WasSent:
                await Outgoing.DecideAsync(item, UncertainDecision.WasSent, _left);
                break;
            case RowAction.SendAgain:
                await Outgoing.DecideAsync(item, UncertainDecision.SendAgain, _left);
                break;
            case RowAction.BackToDraft:
                await Outgoing.DecideAsync(item, UncertainDecision.BackToDraft, _left);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action));
        }

        await ReadAgainAsync(() => State.ReadAgainAsync(false, _left));
    }

    /// <summary>Every window of the person hears it, so that any of them can take a message back.</summary>
    private async Task HearOfOutgoingAsync(MailChange.OutboxChanged change)
    {
        switch (change)
        {
            case { State: OutboxState.Queued, Item: { } item } when await Outgoing.SecondsToUndoAsync(item, _left) is { } seconds:
                await TellAsync("sent", item.Value, seconds);
                break;
            case { State: OutboxState.Rejected }:
                await SayAsync(Text["SaidNotSent"], null);
                break;
            case { State: OutboxState.Uncertain }:
                await SayAsync(Text["SaidUncertain"], null);
                break;
        }
    }
}
