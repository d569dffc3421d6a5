using Microsoft.Extensions.Hosting;

namespace Webmail.Engine;

/// <summary>Has the administrator's providers and rules hold before the first request and the first account. The store is ready by then.</summary>
internal sealed class ProviderLoading(ProviderAdmin providers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => providers.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
