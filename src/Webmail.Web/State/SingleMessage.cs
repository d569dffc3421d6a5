using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Images;
using Webmail.Web.Resources;

namespace Webmail.Web.State;

/// <summary>One message in a tab of its own, perhaps from within another.</summary>
public sealed class SingleMessage(MessageLoader loader, ImageLinks links, IStringLocalizer<MailTexts> texts)
{
    /// <summary>Null until it is loaded.</summary>
    public LoadedMessage? Body { get; private set; }

    public MessageDisplay Display { get; private set; } = MessageDisplay.Default;

    public MessageView? Message => (Body as LoadedMessage.Found)?.Message;

    /// <param name="part">Where it is within the message; null for the message itself.</param>
    public async Task LoadAsync(UserId user, MessageId message, PartPath? part, MessageDisplay display, CancellationToken cancellationToken)
    {
        Display = display;
        var options = display.ToOptions(message, null, links, texts["ShowQuote"]) with { WithSender = part is null };
        Body = part is { } path
            ? await loader.LoadWithinAsync(user, message, path, options, cancellationToken)
            : await loader.LoadAsync(user, message, options, cancellationToken);
    }

    public void Miss() => Body = new LoadedMessage.NotFound();
}
