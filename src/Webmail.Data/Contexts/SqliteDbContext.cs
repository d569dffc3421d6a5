using Microsoft.EntityFrameworkCore;

namespace Webmail.Data;

/// <summary>The store in one SQLite file.</summary>
internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : WebmailDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // A value converter on a key makes EF drop AUTOINCREMENT without a word, and SQLite would hand out the id of a deleted
        // newest row again: an old link would open somebody else's message.
        foreach (var key in builder.Model.GetEntityTypes().Select(type => type.FindPrimaryKey()).OfType<Microsoft.EntityFrameworkCore.Metadata.IMutableKey>())
        {
            if (key.Properties is [{ ValueGenerated: Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd } property])
                property.SetAnnotation("Sqlite:Autoincrement", true);
        }
    }
}
