using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine.Commands;

/// <summary>Carries out actions on whole views, whoever's page is open or closed: a chunk of each job in turn, so that a large one holds up nobody.</summary>
public sealed partial class BulkRunner(BulkJobs jobs, MailChangeFeed feed, IAccountHost host, TimeProvider time, ILogger<BulkRunner> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(20);
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is a new job.</summary>
    public void Wake() => _bell.Writer.TryWrite(true);

    /// <summary>One chunk of a job.</summary>
    /// <returns>The job after it; null when it is not running.</returns>
    public async Task<BulkJob?> StepAsync(JobId job, CancellationToken cancellationToken)
    {
        if (await jobs.StepAsync(job, cancellationToken) is not { } step)
            return null;
        feed.Publish(step.Changes);
        foreach (var account in step.Changes.Select(change => change.Account).Where(account => account != default).Distinct())
            host.Signal(account, new AccountSignal.Operations());
        return step.Job;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await jobs.RunningAsync(stoppingToken) is { Count: > 0 } running)
                {
                    foreach (var job in running)
                        await StepAsync(job, stoppingToken);
                }

                await _bell.Reader.ReadAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The job stands where its last chunk was committed.
                LogFailed(exception);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An action on a whole view failed and goes on in a moment")]
    private partial void LogFailed(Exception exception);
}
