using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;

namespace Webmail.Engine.Accounts;

/// <summary>Sees to it that every enabled account has its actor, at start and every 20 seconds: nothing comes back by itself.</summary>
internal sealed partial class AccountSupervisor(AccountStore accounts, IAccountHost host, TimeProvider time, ILogger<AccountSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                foreach (var account in await accounts.EnabledAsync(stoppingToken))
                    host.EnsureRunning(account);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database may be away for a moment; the accounts that run go on.
                LogLookFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The list of accounts could not be read")]
    private partial void LogLookFailed(Exception exception);
}
