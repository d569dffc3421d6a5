using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;

namespace Webmail.Engine.Accounts;

/// <summary>Threads rows that have no conversation yet, in the background and a little at a time.</summary>
internal sealed partial class ConversationKeeper(ConversationUpkeep upkeep, MailChangeFeed feed, TimeProvider time, ILogger<ConversationKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                while (await upkeep.StepAsync(stoppingToken) is { } changes)
                    feed.Publish(changes);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // What was left over is found by the next look.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Threading in the background failed")]
    private partial void LogFailed(Exception exception);
}
