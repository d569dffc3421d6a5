namespace Webmail.Data;

/// <summary>Brings the database to the current schema.</summary>
public sealed class DatabaseMigrator
{
    public Task MigrateAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
