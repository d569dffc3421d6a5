using Webmail.Mail.Images;

namespace Webmail.Engine;

/// <summary>Pictures from elsewhere, as bytes that nobody has looked at yet.</summary>
public sealed class PictureSource : IDisposable
{
    private readonly RemoteImages _images;

    internal PictureSource(IReadOnlyList<string> privateHosts) => _images = new RemoteImages(privateHosts);

    /// <returns>Null when it cannot be had: gone, too large, or on a network that is nobody's business.</returns>
    public Task<byte[]?> FetchAsync(Uri address, CancellationToken cancellationToken) => _images.FetchAsync(address, cancellationToken);

    public void Dispose() => _images.Dispose();
}
