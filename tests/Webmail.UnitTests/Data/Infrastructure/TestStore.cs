using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

/// <summary>A migrated store of its own on one of the databases, with a clock that stands still.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public static readonly AccountServers Servers = new(
        new ServerEndpoint("imap.example.org", 993, ConnectionSecurity.Tls), "ann@example.org",
        new ServerEndpoint("smtp.example.org", 465, ConnectionSecurity.Tls), "ann@example.org", false, 3, "");

    private readonly ServiceProvider services;
    private int users;

    private TestStore(ServiceProvider services, FakeTimeProvider time, string directory, Database database)
    {
        this.services = services;
        Time = time;
        Directory = directory;
        Database = database;
    }

    public FakeTimeProvider Time { get; }

    public string Directory { get; }

    public Database Database { get; }

    public static async Task<TestStore> CreateAsync(Database database = Database.Sqlite, long cacheBytes = long.MaxValue)
    {
        if (database == Database.Postgres && PostgresServer.Unavailable is { } reason)
            Assert.Skip(reason);

        var directory = System.IO.Directory.CreateTempSubdirectory("wmdata").FullName;
        var options = await StoreTemplates.NewAsync(database, directory, cacheBytes);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddWebmailData(options).BuildServiceProvider();
        var store = new TestStore(services, time, directory, database);
        await store.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return store;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public WebmailDbContext Open() => Get<IDbContextFactory<WebmailDbContext>>().CreateDbContext();

    public async Task<UserId> AddUserAsync()
    {
        await using var db = Open();
        var name = "user" + (++users).ToString(CultureInfo.InvariantCulture);
        var user = new AppUser { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Created = Time.GetUtcNow() };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new UserId(user.Id);
    }

    public async Task<TestAccount> AddAccountAsync(UserId? user = null)
    {
        var owner = user ?? await AddUserAsync();
        var account = await Get<AccountStore>().CreateAsync(
            new NewAccount(owner, "ann@example.org", null, false, Servers), new MailCredential(CredentialKind.Password, "secret"), CancellationToken.None);
        await Get<FolderStore>().ApplyFoldersAsync(account, TestAccount.Folders, CancellationToken.None);
        return new TestAccount(this, owner, account, await Get<FolderStore>().SyncFoldersAsync(account, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (Database == Database.Sqlite)
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
