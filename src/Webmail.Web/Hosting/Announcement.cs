using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Webmail.Data;
using Webmail.Web.Account;

namespace Webmail.Web.Hosting;

/// <summary>Says on the console where to go, and how to become the administrator while there is none.</summary>
internal sealed partial class Announcement(
    IServer server,
    IHostApplicationLifetime lifetime,
    PeopleAdmin people,
    SetupCode setup,
    ILogger<Announcement> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await StartedAsync(stoppingToken))
            return;
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses)
        {
            var shown = Address.ForPeople(address);
            LogReady(shown);
        }

        if (!await people.AnyAdminAsync(stoppingToken))
            setup.Announce();
    }

    private async Task<bool> StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var onStopping = stoppingToken.Register(() => started.TrySetResult(false));
        return await started.Task;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Webmail is ready at {Address}")]
    private partial void LogReady(string address);
}
