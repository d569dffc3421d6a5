using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Webmail.Data;

/// <summary>Brings database and keys into the state the stores expect. Runs once, before anything else touches them.</summary>
public sealed class DatabaseMigrator
{
    /// <summary>The role that administers people, mailboxes and providers.</summary>
    public const string AdminRole = "Admin";

    private readonly IDbContextFactory<WebmailDbContext> contexts;
    private readonly KeyFile keyFile;
    private readonly DataOptions options;

    internal DatabaseMigrator(IDbContextFactory<WebmailDbContext> contexts, KeyFile keyFile, DataOptions options)
    {
        this.contexts = contexts;
        this.keyFile = keyFile;
        this.options = options;
    }

    /// <summary>Applies missing migrations, creates the role <see cref="AdminRole"/> and, in an empty database, the key-encryption key.</summary>
    /// <exception cref="KeyFileException">The database has encrypted secrets and the key file is missing or another one.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataDirectory);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await SearchIndex.Of(db).EnsureAsync(db, cancellationToken);
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);

        await EnsureKeyAsync(db, cancellationToken);
        await EnsureAdminRoleAsync(db, cancellationToken);
    }

    private async Task EnsureKeyAsync(WebmailDbContext db, CancellationToken cancellationToken)
    {
        var wrapped = await db.Accounts.OrderBy(a => a.Id).Select(a => a.WrappedKey).FirstOrDefaultAsync(cancellationToken);
        if (wrapped is null && !keyFile.Exists)
            keyFile.Create();

        var key = keyFile.Read();
        if (wrapped is not null && !wrapped.AsSpan(0, Math.Min(wrapped.Length, KeyEncryptionKey.IdBytes)).SequenceEqual(key.Id))
            throw new KeyFileException(keyFile.FullPath, "it is not the key that the secrets were encrypted with");
    }

    private static async Task EnsureAdminRoleAsync(WebmailDbContext db, CancellationToken cancellationToken)
    {
        var normalized = AdminRole.ToUpperInvariant();
        if (await db.Roles.AnyAsync(role => role.NormalizedName == normalized, cancellationToken))
            return;

        db.Roles.Add(new IdentityRole<long>(AdminRole) { NormalizedName = normalized });
        await db.SaveChangesAsync(cancellationToken);
    }
}
