using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Webmail.Data;

/// <summary>What SQLite forgets with each connection.</summary>
internal sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    // FULL: with WAL, NORMAL may lose the last commits in a power failure, and the outbox would send a message twice.
    // Checkpoints at 16 MB instead of 4: a first synchronisation writes the pages of the indexes again and again.
    private const string Setup = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Setup;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Setup;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
