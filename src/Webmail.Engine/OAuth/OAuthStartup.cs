using Microsoft.Extensions.Hosting;

namespace Webmail.Engine.OAuth;

/// <summary>Reads the registrations before anything refreshes a token.</summary>
internal sealed class OAuthStartup(OAuthRegistrations registrations) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => registrations.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
