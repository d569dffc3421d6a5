using Microsoft.EntityFrameworkCore;

namespace Webmail.Data;

/// <summary>The store in a PostgreSQL database.</summary>
internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : WebmailDbContext(options);
