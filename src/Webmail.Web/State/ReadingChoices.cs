using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>What a person decides while they read a message.</summary>
public sealed class ReadingChoices(ImageChoices images, Unsubscriber unsubscriber, MailboxState state)
{
    /// <returns>False when the other side does not say that it is done.</returns>
    public Task<bool> UnsubscribeAsync(MessageId message, CancellationToken cancellationToken) => unsubscriber.UnsubscribeAsync(state.User, message, cancellationToken);

    /// <summary>Images of this sender from now on, and of this message now.</summary>
    public async Task TrustImagesAsync(MessageView message, CancellationToken cancellationToken)
    {
        await images.TrustAsync(state.User, message.From.Address, cancellationToken);
        await state.SetDisplayAsync(message.Id, state.DisplayOf(message.Id) with { ShowImages = true }, cancellationToken);
    }
}
