using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>The store in a PostgreSQL database.</summary>
internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : WebmailDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // By bytes, as SQLite compares: lists have the same order everywhere, and the keys are folded already.
        builder.Entity<MailMessage>().Property(m => m.SenderKey).UseCollation("C");
        builder.Entity<MailMessage>().Property(m => m.SubjectKey).UseCollation("C");
    }
}
