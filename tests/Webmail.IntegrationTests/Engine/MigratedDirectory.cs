using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.TestKit;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Data directories with a migrated, empty database: migrated once and copied for each test, since that costs more than many of them.</summary>
internal static class MigratedDirectory
{
    private static readonly Lazy<Task<string>> Database = new(MigrateAsync);

    /// <summary>A new one; it is the caller's.</summary>
    public static async Task<string> NewAsync()
    {
        var directory = ShortDirectory.Create("wd");
        File.Copy(await Database.Value, Path.Combine(directory, Path.GetFileName(await Database.Value)));
        return directory;
    }

    private static async Task<string> MigrateAsync()
    {
        var directory = Directory.CreateTempSubdirectory("wmtemplate").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        await using (var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddWebmailData(new DataOptions { DataDirectory = directory }).BuildServiceProvider())
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);

        // The log is written into the file when its last connection closes.
        SqliteConnection.ClearAllPools();
        return Directory.GetFiles(directory, "*.db").Single();
    }
}
