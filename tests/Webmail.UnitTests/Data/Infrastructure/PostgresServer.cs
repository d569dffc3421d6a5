using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Webmail.UnitTests.Data;

/// <summary>A PostgreSQL server of our own, started by the first test that needs it and stopped with the process. It speaks over a Unix socket only.</summary>
internal sealed class PostgresServer
{
    private static readonly string[] BinaryDirectories =
        ["/usr/lib/postgresql/18/bin", "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private readonly string socketDirectory;
    private int databases;

    private PostgresServer(string socketDirectory) => this.socketDirectory = socketDirectory;

    /// <summary>Null when it can run here; else why not.</summary>
    public static string? Unavailable { get; } = OperatingSystem.IsLinux() && Binaries is not null ? null : "PostgreSQL server binaries are not installed";

    private static string? Binaries => Array.Find(BinaryDirectories, directory => File.Exists(Path.Combine(directory, "postgres")));

    private static bool IsRoot => Environment.UserName == "root";

    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <param name="template">Database to copy, which nobody is connected to; null for an empty one.</param>
    /// <returns>Connection string of a new database.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = "t" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Username = "webmail",
        Database = database,
        Pooling = true,
        MaxPoolSize = 4,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 2,
    }.ToString();

    private static async Task<PostgresServer> StartAsync()
    {
        var binaries = Binaries ?? throw new InvalidOperationException(Unavailable);
        var directory = Directory.CreateTempSubdirectory("wmpg").FullName;
        if (IsRoot)
            await RunAsync("chown", ["postgres", directory]);
        var data = Path.Combine(directory, "data");
        await RunAsPostgresAsync(Path.Combine(binaries, "initdb"), ["-D", data, "-U", "webmail", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]);
        // Durability is not what these tests are about.
        var start = Start(AsPostgres(Path.Combine(binaries, "postgres"),
            ["-D", data, "-k", directory, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=32MB"]));
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            start.Kill(entireProcessTree: true);
            start.WaitForExit(5000);
            Directory.Delete(directory, recursive: true);
        };

        var server = new PostgresServer(directory);
        for (var started = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionTo("postgres"));
                await connection.OpenAsync();
                return server;
            }
            catch (NpgsqlException) when (started.Elapsed < TimeSpan.FromSeconds(60) && !start.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static Task RunAsPostgresAsync(string program, IReadOnlyList<string> arguments)
    {
        var (file, all) = AsPostgres(program, arguments);
        return RunAsync(file, all);
    }

    // PostgreSQL refuses to run as root.
    private static (string File, IReadOnlyList<string> Arguments) AsPostgres(string program, IReadOnlyList<string> arguments) =>
        IsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]) : (program, arguments);

    private static async Task RunAsync(string file, IReadOnlyList<string> arguments)
    {
        using var process = Start((file, arguments));
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}: {await errors}{await output}");
    }

    private static Process Start((string File, IReadOnlyList<string> Arguments) command)
    {
        var process = Process.Start(new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        });
        return process ?? throw new InvalidOperationException($"{command.File} did not start");
    }
}
