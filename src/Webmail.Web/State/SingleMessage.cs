using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>One message in a tab of its own, perhaps from within another.</summary>
public sealed class SingleMessage(MessageLoader loader)
{
    /// <summary>Null until it is loaded.</summary>
    public LoadedMessage? Body { get; private set; }

    public MessageDisplay Display { get; private set; } = MessageDisplay.Default;

    public MessageView? Message => (Body as LoadedMessage.Found)?.Message;

    /// <param name="part">Where it is within the message; null for the message itself.</param>
    public async Task LoadAsync(UserId user, MessageId message, PartPath? part, MessageDisplay display, CancellationToken cancellationToken)
    {
        Display = display;
        var options = new ReadingOptions(display.ShowImages, null, inner => MailboxState.PartAddress(message, inner), display.Charset) { WithSender = part is null };
        Body = part is { } path
            ? await loader.LoadWithinAsync(user, message, path, options, cancellationToken)
            : await loader.LoadAsync(user, message, options, cancellationToken);
    }

    public void Miss() => Body = new LoadedMessage.NotFound();
}
