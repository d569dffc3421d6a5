using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webmail.Data;

namespace Webmail.Web.Hosting;

/// <summary>Probes: <c>/health/live</c> says that the process answers, <c>/health/ready</c> that the database does too.</summary>
internal static class Health
{
    public static IServiceCollection AddWebmailHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<Database>("database");
        return services;
    }

    public static void MapWebmailHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }

    private sealed class Database(WebmailDbContext context) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext _, CancellationToken cancellationToken = default) =>
            await context.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
