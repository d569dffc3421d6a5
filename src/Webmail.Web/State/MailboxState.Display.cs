using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>How the open messages are shown.</summary>
public sealed partial class MailboxState
{
    // Of the messages that are open; the rest is forgotten when another one is opened.
    private readonly Dictionary<MessageId, MessageDisplay> _displays = [];

    public MessageDisplay DisplayOf(MessageId message) => _displays.GetValueOrDefault(message, MessageDisplay.Default);

    /// <summary>Shows an open message in another way; head and body are read again for it.</summary>
    public async Task SetDisplayAsync(MessageId message, MessageDisplay display, CancellationToken cancellationToken)
    {
        _displays[message] = display;
        if (await LoadAsync(message, prerender: false, cancellationToken) is not { } body || DisplayOf(message) != display)
            return;
        if (Open?.Id == message)
            Open = Open with { Body = body };
        Thread.SetBody(message, body);
    }
}
