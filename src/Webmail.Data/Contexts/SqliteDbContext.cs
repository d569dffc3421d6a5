using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Webmail.Data;

/// <summary>The store in one SQLite file.</summary>
internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : WebmailDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // A value converter on a key makes EF drop AUTOINCREMENT without a word, and SQLite would hand out the id of a deleted
        // newest row again: an old link would open another message.
        foreach (var type in builder.Model.GetEntityTypes().ToList())
        {
            if (type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key])
                builder.Entity(type.Name).Property(key.Name).UseAutoincrement();
        }
    }
}
