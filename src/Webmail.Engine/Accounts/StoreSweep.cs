using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;

namespace Webmail.Engine.Accounts;

/// <summary>Has the store forget, once an hour, what nobody can ask for any more.</summary>
internal sealed partial class StoreSweep(StoreSweeper sweeper, TimeProvider time, ILogger<StoreSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweeper.SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // What was left over goes in the next hour.
                LogSweepFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sweeping the store failed")]
    private partial void LogSweepFailed(Exception exception);
}
