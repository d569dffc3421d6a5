using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webmail.Data;

namespace Webmail.UnitTests.Data;

/// <summary>A migrated, empty database of each kind, made once and copied for each test: migrating costs more than most tests.</summary>
internal static class StoreTemplates
{
    private static readonly Lazy<Task<string>> SqliteFile = new(MigrateSqliteAsync);
    private static readonly Lazy<Task<string>> PostgresName = new(MigratePostgresAsync);

    /// <summary>Options of a new, migrated store in <paramref name="directory"/>.</summary>
    public static async Task<DataOptions> NewAsync(Database database, string directory, long cacheBytes = long.MaxValue)
    {
        if (database == Database.Sqlite)
        {
            File.Copy(await SqliteFile.Value, Path.Combine(directory, Path.GetFileName(await SqliteFile.Value)));
            return new DataOptions { DataDirectory = directory, Provider = DataOptions.Sqlite, CacheBytes = cacheBytes };
        }

        return Postgres(directory, await (await PostgresServer.GetAsync()).CreateDatabaseAsync(await PostgresName.Value), cacheBytes);
    }

    private static async Task<string> MigrateSqliteAsync()
    {
        var directory = NewDirectory();
        await MigrateAsync(new DataOptions { DataDirectory = directory, Provider = DataOptions.Sqlite });
        // The log is written into the file when its last connection closes.
        SqliteConnection.ClearAllPools();
        return Directory.GetFiles(directory, "*.db").Single();
    }

    private static async Task<string> MigratePostgresAsync()
    {
        var connection = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        await MigrateAsync(Postgres(NewDirectory(), connection));
        // A database that somebody is connected to cannot be copied.
        await using var any = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(any);
        return any.Database;
    }

    private static DataOptions Postgres(string directory, string connection, long cacheBytes = long.MaxValue) =>
        new() { DataDirectory = directory, Provider = DataOptions.Postgres, ConnectionString = connection, CacheBytes = cacheBytes };

    private static async Task MigrateAsync(DataOptions options)
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddWebmailData(options).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
    }

    private static string NewDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("wmtemplate").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        return directory;
    }
}
