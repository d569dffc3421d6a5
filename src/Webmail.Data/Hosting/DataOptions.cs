namespace Webmail.Data;

/// <summary>Where the store lives.</summary>
public sealed class DataOptions
{
    /// <summary>Database file (SQLite), keys and blobs; created when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><see cref="Sqlite"/> or <see cref="Postgres"/>.</summary>
    public string Provider { get; init; } = Sqlite;

    /// <summary>Needed for PostgreSQL; for SQLite null means <c>webmail.db</c> in the data directory.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>File of the key-encryption key; null means <c>keys/kek</c> in the data directory.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How much of fetched bodies is kept, all accounts together; what nobody reads goes first.</summary>
    public long CacheBytes { get; init; } = 2048L * 1024 * 1024;

    /// <summary>How long lines of the audit log are kept.</summary>
    public TimeSpan AuditKept { get; init; } = TimeSpan.FromDays(365);

    public const string Sqlite = "Sqlite";

    public const string Postgres = "Postgres";
}
