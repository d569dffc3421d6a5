using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>When a message that a person opened counts as read.</summary>
public sealed partial class MailPage
{
    // Runs while an opened message waits to count as read.
    private ITimer? _readTimer;

    /// <summary>Not while the page is only prerendered: nobody may be looking.</summary>
    private async Task MarkOpenedAsync()
    {
        var isOpened = RendererInfo.IsInteractive && State.Open is { } open && _requested == open.Id;
        _requested = null;
        if (!isOpened)
            return;
        await ForgetReadTimerAsync();
        if (Screen.ReadAfter is not { } pause || State.Open is not { Id: var message })
            return;
        if (pause == TimeSpan.Zero)
            await MarkOpenAsync(message);
        else
            _readTimer = Time.CreateTimer(_ => _ = InvokeAsync(() => MarkLaterAsync(message)), null, pause, Timeout.InfiniteTimeSpan);
    }

    private async Task MarkLaterAsync(MessageId message)
    {
        try
        {
            if (!_left.IsCancellationRequested)
                await MarkOpenAsync(message);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left: nobody has read it long enough.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    /// <summary>Nothing when another one is open by now.</summary>
    private async Task MarkOpenAsync(MessageId message)
    {
        if (State.Open?.Id == message && await State.UnreadOfOpenAsync(_left) is { Count: > 0 } unread)
            await Actions.MarkOpenedAsync(unread, _left);
    }

    private async ValueTask ForgetReadTimerAsync()
    {
        if (_readTimer is { } running)
            await running.DisposeAsync();
        _readTimer = null;
    }
}
