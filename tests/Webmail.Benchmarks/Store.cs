using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.UnitTests.Data;

namespace Webmail.Benchmarks;

/// <summary>A new store on either database.</summary>
internal static class Store
{
    public static readonly IReadOnlyList<string> Databases = [DataOptions.Sqlite, DataOptions.Postgres];

    public static async Task<ServiceProvider> OpenAsync(string database, string directory, CancellationToken cancellationToken)
    {
        var options = new DataOptions
        {
            DataDirectory = directory,
            Provider = database,
            ConnectionString = database == DataOptions.Postgres ? await (await PostgresServer.GetAsync()).CreateDatabaseAsync() : null,
        };
        var services = new ServiceCollection().AddLogging().AddWebmailData(options).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
        return services;
    }
}
