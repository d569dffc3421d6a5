using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

/// <summary>The hot queries stay on their indexes: no table is scanned, nothing is sorted.</summary>
public sealed class QueryPlanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(9_000)]
    public async Task FolderPage_IsARangeOfItsIndex(int first)
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        await ShouldUseAsync(db, Page(db, new MessageScope.InFolder(new FolderId(1)), first), MessageModel.FolderPageIndex);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_000)]
    public async Task RolePage_IsARangeOfItsIndex(int first)
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        await ShouldUseAsync(db, Page(db, new MessageScope.InRole(1, SpecialUse.Inbox), first), MessageModel.AcrossPageIndex);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_000)]
    public async Task StarredAndUnreadPages_AreRangesOfTheirIndexes(int first)
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        await ShouldUseAsync(db, Page(db, new MessageScope.Starred(1), first), MessageModel.StarredIndex);
        await ShouldUseAsync(db, Page(db, new MessageScope.Unread(1), first), MessageModel.UnreadIndex);
    }

    [Fact]
    public async Task IndexOf_CountsWithinItsIndex()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();
        var newer = MailQueries.NewerThan(new MessageScope.InFolder(new FolderId(1)).Messages(db), DateTimeOffset.UnixEpoch, new MessageId(5)).Select(m => m.Id);

        var plan = await ShouldUseAsync(db, newer, MessageModel.FolderPageIndex);

        plan.ShouldContain("COVERING");
    }

    [Fact]
    public async Task WhatSynchronisationAsks_IsOnItsIndexes()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();
        var folder = new FolderId(1);

        await ShouldUseAsync(db, db.Messages.Where(m => m.ServerFolderId == folder && m.Uid >= 1u && m.Uid <= 500u).OrderBy(m => m.Uid), MessageModel.ServerPlaceIndex);
        await ShouldUseAsync(db, db.Messages.Where(m => m.ServerFolderId == folder && m.Uid == null), MessageModel.ServerPlaceIndex);
        await ShouldUseAsync(db, db.Messages.Where(m => m.ServerFolderId == folder && m.Preview == null && m.Uid != null).OrderByDescending(m => m.Uid).Take(50).Select(m => m.Uid), MessageModel.NoPreviewIndex);
        await ShouldUseAsync(db, db.Operations.Where(o => o.AccountId == new AccountId(1) && o.Done == null).OrderBy(o => o.Id), "IX_Operations_Pending");
    }

    [Fact]
    public async Task WhatTheTextIndexerAsks_IsOnItsIndex()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();

        await ShouldUseAsync(db, MessageTexts.Textless(db, new AccountId(1)).Take(20).Select(m => m.Id), MessageModel.NotIndexedIndex);
        await ShouldUseAsync(db, db.Messages.Where(m => m.AccountId == new AccountId(1) && m.Indexed < Indexed.Text).Select(m => m.Indexed), MessageModel.NotIndexedIndex);
    }

    [Fact]
    public async Task Search_IsReadBackwardsByKey_AndNotSorted()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + SqliteSearchIndex.Select;
        foreach (var (name, value) in new (string, object)[] { ("@match", "scope : \"_u1\""), ("@from", 0L), ("@below", long.MaxValue), ("@count", 50) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(3));
        }

        lines.ShouldHaveSingleItem().ShouldContain("VIRTUAL TABLE INDEX");
    }

    [Fact]
    public async Task FolderPage_OnPostgres_IsARangeOfItsIndex()
    {
        await using var store = await TestStore.CreateAsync(Database.Postgres);
        await using var db = store.Open();
        // With hardly any rows a scan is cheaper; what is asked here is whether the index can serve the query.
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_custom_plan");

        var folder = await PostgresPlanAsync(db, Page(db, new MessageScope.InFolder(new FolderId(1)), 0));
        folder.ShouldContain(MessageModel.FolderPageIndex);
        folder.ShouldNotContain("Sort");
        (await PostgresPlanAsync(db, Page(db, new MessageScope.InRole(1, SpecialUse.Inbox), 0))).ShouldContain(MessageModel.AcrossPageIndex);
        (await PostgresPlanAsync(db, Page(db, new MessageScope.Unread(1), 0))).ShouldContain(MessageModel.UnreadIndex);
        (await PostgresPlanAsync(db, Page(db, new MessageScope.Starred(1), 0))).ShouldContain(MessageModel.StarredIndex);
    }

    private static IQueryable<RowColumns> Page(WebmailDbContext db, MessageScope scope, int first) =>
        RowColumns.Select(db, MailQueries.Window(scope.Messages(db), first, 50, 10_000));

    private static async Task<string> ShouldUseAsync<T>(WebmailDbContext db, IQueryable<T> query, string index)
    {
        var plan = await PlanAsync(db, query, "EXPLAIN QUERY PLAN ", column: 3);

        plan.ShouldContain(index);
        plan.ShouldNotContain("SCAN");
        plan.ShouldNotContain("TEMP B-TREE");
        return plan;
    }

    private static Task<string> PostgresPlanAsync<T>(WebmailDbContext db, IQueryable<T> query) => PlanAsync(db, query, "EXPLAIN ", column: 0);

    private static async Task<string> PlanAsync<T>(WebmailDbContext db, IQueryable<T> query, string explain, int column)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = query.CreateDbCommand();
        command.CommandText = explain + command.CommandText;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(column));
        return string.Join('\n', lines);
    }
}
