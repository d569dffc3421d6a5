using System.Net;
using System.Net.Http.Headers;
using Webmail.Mail.Network;

namespace Webmail.Mail.Images;

/// <summary>Fetches pictures that messages point at: who asks is not told, and nothing but bytes comes back.</summary>
public sealed class RemoteImages : IDisposable
{
    /// <summary>Larger pictures are not shown.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const int MaxRedirects = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http;
    private readonly IReadOnlyList<string> _privateHosts;

    /// <param name="privateHosts">“host:port” of our own network that pictures may come from.</param>
    public RemoteImages(IReadOnlyList<string> privateHosts)
    {
        _privateHosts = privateHosts;
        _http = new HttpMessageInvoker(PublicHttp.Create(privateHosts));
    }

    /// <returns>Null when it cannot be had, whatever the reason: it is only a picture.</returns>
    public async Task<byte[]?> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            for (var i = 0; i <= MaxRedirects; i++)
            {
                if (!MayAsk(address))
                    return null;
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/*"));
                using var response = await _http.SendAsync(request, limit.Token);
                if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    && response.Headers.Location is { } location)
                {
                    address = location.IsAbsoluteUri ? location : new Uri(address, location);
                    continue;
                }

                return response.StatusCode == HttpStatusCode.OK ? await ReadAsync(response.Content, limit.Token) : null;
            }

            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UriFormatException or InvalidOperationException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    // Other ports are other services: a picture must not be a way to knock at them.
    private bool MayAsk(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0
        && (address.IsDefaultPort || _privateHosts.Contains($"{address.Host}:{address.Port}", StringComparer.OrdinalIgnoreCase));

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxBytes || content.Headers.ContentEncoding.Count > 0)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > MaxBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
