using System.Net;
using System.Net.Security;
using Webmail.Mail.Network;

namespace Webmail.Mail.Discovery;

/// <summary>
/// Reads small documents that a stranger's domain offers: https only, certificate checked, no cookies, no credentials, at most two
/// redirects, never into our own network, bounded in bytes and time.
/// </summary>
internal sealed class ConfigurationFetcher : IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxRedirects = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public ConfigurationFetcher(AddressDialer dialer, TrustedAuthorities authorities, TimeProvider time)
        : this(dialer, authorities, time, 443)
    {
    }

    internal ConfigurationFetcher(AddressDialer dialer, TrustedAuthorities authorities, TimeProvider time, int port)
    {
        _time = time;
        Port = port;
        var handler = PublicHttp.Create(async (host, cancellationToken) => await dialer.ConnectAsync(host.Host, host.Port, allowPrivate: false, cancellationToken));
        handler.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
            new CertificateCheck((sender as SslStream)?.TargetHostName ?? string.Empty, authorities, time).Validate(certificate, chain, errors);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxBytes };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Webmail");
    }

    public int Port { get; }

    /// <returns>The document; null when there is none, or it is not to be had under these rules.</returns>
    public async Task<byte[]?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            for (var hop = 0; IsAllowed(address) && hop <= MaxRedirects; hop++)
            {
                using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    await response.Content.LoadIntoBufferAsync(MaxBytes, either.Token);
                    return await response.Content.ReadAsByteArrayAsync(either.Token);
                }

                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } next)
                    return null;
                address = next.IsAbsoluteUri ? next : new Uri(address, next);
            }

            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Port == Port && address.UserInfo.Length == 0 && address.HostNameType == UriHostNameType.Dns;
}
