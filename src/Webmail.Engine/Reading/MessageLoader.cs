using Webmail.Model;

namespace Webmail.Engine;

public sealed class MessageLoader
{
    public Task<LoadedMessage> LoadAsync(UserId user, MessageId message, ReadingOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<PartStream?> OpenPartAsync(UserId user, MessageId message, int part, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<Stream?> OpenRawAsync(UserId user, MessageId message, CancellationToken cancellationToken) => throw new NotSupportedException();
}
