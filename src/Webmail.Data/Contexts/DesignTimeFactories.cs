using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Webmail.Data;

/// <summary>For <c>dotnet ef migrations add … --context SqliteDbContext</c>; never connects.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args) => new ServiceCollection()
        .AddSqlite("Data Source=:memory:").BuildServiceProvider()
        .GetRequiredService<IDbContextFactory<SqliteDbContext>>().CreateDbContext();
}

/// <summary>For <c>dotnet ef migrations add … --context PostgresDbContext</c>; never connects.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args) => new ServiceCollection()
        .AddPostgres("Host=localhost;Database=webmail").BuildServiceProvider()
        .GetRequiredService<IDbContextFactory<PostgresDbContext>>().CreateDbContext();
}
