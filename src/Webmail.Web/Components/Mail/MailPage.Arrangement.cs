using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Order, filters and conversations of the list.</summary>
public sealed partial class MailPage
{
    // What was asked for last, until the list shows it: a second click comes sooner than the rows of the first.
    private ListArrangement? _asked;

    /// <summary>The address is the state: the list follows it. A message that is open stays open.</summary>
    private void Arrange(ListArrangement arrangement)
    {
        _asked = arrangement;
        var query = arrangement.ToQuery();
        var path = State.Open is { } open ? $"/mail/{State.View}/{open.Id}" : $"/mail/{State.View}";
        Navigation.NavigateTo(query.Length > 0 ? $"{path}?{query}" : path, replace: true);
    }

    private async Task ShowConversationsAsync(bool on)
    {
        await State.SetConversationsAsync(on, _left);
        await RearrangeAsync();
    }

    private async Task RearrangeAsync()
    {
        var open = State.Open?.Id;
        (_focused, _asked) = (null, null);
        await State.ShowAsync(State.View, Arrangement, RequestOf(State.View), open, _left);
        await State.OpenAsync(open, _left);
        _focused = _reveal = State.Open?.Index;
        StateHasChanged();
        await LoadBodyAsync();
        StateHasChanged();
    }

    private async Task ToggleThreadAsync(MessageId message)
    {
        await State.ToggleThreadAsync(message, _left);
        if (State.Thread.Messages.FirstOrDefault(m => m.Message.Id == message) is { IsExpanded: true, Message.Row.IsUnread: true })
            await Actions.MarkOpenedAsync([message], _left);
    }
}
