namespace Webmail.Mail.Network;

/// <summary>Leaves a mailing by one request (RFC 8058): nothing of the person goes along but what is in the address already.</summary>
public sealed class OneClick(IReadOnlyList<string> privateHosts) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly HttpMessageInvoker _http = new(PublicHttp.Create(privateHosts));

    /// <returns>False when the other side does not say that it is done.</returns>
    public async Task<bool> PostAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]) };
            // Redirects are not followed: RFC 8058 §3.1.
            using var response = await _http.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
