using Microsoft.EntityFrameworkCore;
using Webmail.Data;

namespace Webmail.UnitTests.Data;

public sealed class SchemaTests
{
    [Theory, EveryDatabase]
    public async Task MigrateAsync_Twice_ChangesNothing(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);

        await store.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);

        await using var db = store.Open();
        (await db.Roles.SingleAsync()).Name.ShouldBe("Admin");
        db.Database.HasPendingModelChanges().ShouldBeFalse("the model differs from the last migration: add one for both databases");
    }

    [Fact]
    public async Task Sqlite_EveryTableWithAGeneratedKey_NeverReusesIt()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        var tables = await db.Database.SqlQueryRaw<string>("""SELECT sql AS "Value" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\_\_%' ESCAPE '\' AND sql LIKE '%"Id" INTEGER NOT NULL%'""").ToListAsync();

        tables.Count.ShouldBeGreaterThan(10);
        tables.ShouldAllBe(sql => sql.Contains("AUTOINCREMENT"));
    }

    [Fact]
    public async Task Sqlite_Connection_IsDurableAndWriteAhead()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        (await PragmaAsync(db, "journal_mode")).ShouldBe("wal");
        (await PragmaAsync(db, "synchronous")).ShouldBe("2");
        (await PragmaAsync(db, "foreign_keys")).ShouldBe("1");
    }

    [Theory, EveryDatabase]
    public async Task Ids_AfterDeletingTheNewest_AreNotGivenAgain(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var first = (await account.ReceiveAsync(1))[0];
        await account.ApplyAsync(account.Inbox, TestAccount.Delta(vanished: [1]));

        var second = (await account.ReceiveAsync(2))[0];

        second.Value.ShouldBeGreaterThan(first.Value);
    }

    [Fact]
    public void DataDirectoryLock_HeldByAnother_Refuses()
    {
        var directory = Directory.CreateTempSubdirectory("wmlock").FullName;
        using (DataDirectoryLock.Acquire(directory))
            Should.Throw<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(directory)).Message.ShouldContain(directory);

        DataDirectoryLock.Acquire(directory).Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void AddWebmailData_PostgresWithoutConnectionString_SaysWhichKeyIsMissing() =>
        Should.Throw<ArgumentException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddWebmailData(
            new DataOptions { DataDirectory = "nowhere", Provider = DataOptions.Postgres })).Message.ShouldContain("Webmail:Database:ConnectionString");

    private static async Task<string> PragmaAsync(WebmailDbContext db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
