using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Leaves mailings by one request (RFC 8058), for messages whose sender is verified.</summary>
public sealed class Unsubscriber : IDisposable
{
    private readonly MessageLoader _loader;
    private readonly OneClick _oneClick;

    internal Unsubscriber(MessageLoader loader, OneClick oneClick)
    {
        _loader = loader;
        _oneClick = oneClick;
    }

    /// <returns>False when the message offers no such way, or the other side does not say that it is done.</returns>
    public async Task<bool> UnsubscribeAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        // Asked of the message again: what the screen says is no reason to send requests.
        var loaded = await _loader.LoadAsync(user, message, new ReadingOptions(false, null, _ => string.Empty) { WithSender = true }, cancellationToken);
        return loaded is LoadedMessage.Found { Message.Unsubscribing.OneClick: { } address } && await _oneClick.PostAsync(address, cancellationToken);
    }

    public void Dispose() => _oneClick.Dispose();
}
