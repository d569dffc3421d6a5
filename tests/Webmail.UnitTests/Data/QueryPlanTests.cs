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

        await ShouldUseAsync(db, Page(db, new MessageScope.InFolder(1, new FolderId(1)), first), MessageModel.FolderPageIndex);
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
        var newer = MailQueries.NewerThan(new MessageScope.InFolder(1, new FolderId(1)).Messages(db), DateTimeOffset.UnixEpoch, new MessageId(5)).Select(m => m.Id);

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
    public async Task Search_OnPostgres_ARareWordComesFromTheWordIndex_TheNewestFromTheirOrder()
    {
        await using var store = await TestStore.CreateAsync(Database.Postgres);
        await using var db = store.Open();
        // Enough for the planner to choose by itself: every message has the first word, one in a thousand the second.
        await db.Database.ExecuteSqlRawAsync("""
            ALTER TABLE "MessageSearch" DROP CONSTRAINT "MessageSearch_MessageId_fkey";
            INSERT INTO "MessageSearch" SELECT n, 1, n, (CASE WHEN n % 1000 = 0 THEN 'u1 common rare' ELSE 'u1 common' END)::tsvector FROM generate_series(1, 20000) AS n;
            ANALYZE "MessageSearch";
            """);

        var collected = await PostgresPlanAsync(db, PostgresSearchIndex.Collected(db, "'u1' & ('rare')", 1, 0, long.MaxValue, 50));
        collected.ShouldContain("IX_MessageSearch_Terms");
        collected.ShouldNotContain("Seq Scan");
        var walked = await PostgresPlanAsync(db, PostgresSearchIndex.Walked(db, "'u1' & ('rare')", 1, 0, long.MaxValue, 50));
        walked.ShouldContain("IX_MessageSearch_User_Key");
        walked.ShouldNotContain("Seq Scan");
        walked.ShouldNotContain("Sort");
    }

    [Fact]
    public async Task FolderPage_OnPostgres_IsARangeOfItsIndex()
    {
        await using var store = await TestStore.CreateAsync(Database.Postgres);
        await using var db = store.Open();
        // With hardly any rows a scan is cheaper; what is asked here is whether the index can serve the query.
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_custom_plan");

        var folder = await PostgresPlanAsync(db, Page(db, new MessageScope.InFolder(1, new FolderId(1)), 0));
        folder.ShouldContain(MessageModel.FolderPageIndex);
        folder.ShouldNotContain("Sort");
        (await PostgresPlanAsync(db, Page(db, new MessageScope.InRole(1, SpecialUse.Inbox), 0))).ShouldContain(MessageModel.AcrossPageIndex);
        (await PostgresPlanAsync(db, Page(db, new MessageScope.Unread(1), 0))).ShouldContain(MessageModel.UnreadIndex);
        (await PostgresPlanAsync(db, Page(db, new MessageScope.Starred(1), 0))).ShouldContain(MessageModel.StarredIndex);
    }

    public static TheoryData<Database, ListSort, ListFilter, bool, string> Lists
    {
        get
        {
            var lists = new TheoryData<Database, ListSort, ListFilter, bool, string>();
            foreach (var database in Enum.GetValues<Database>())
            {
                lists.Add(database, ListSort.Sender, ListFilter.None, false, MessageModel.SenderIndex);
                lists.Add(database, ListSort.Subject, ListFilter.None, false, MessageModel.SubjectIndex);
                lists.Add(database, ListSort.Size, ListFilter.None, false, MessageModel.SizeIndex);
                lists.Add(database, ListSort.Date, ListFilter.Unread, false, MessageModel.FolderUnreadIndex);
                lists.Add(database, ListSort.Date, ListFilter.Starred, false, MessageModel.FolderStarredIndex);
                lists.Add(database, ListSort.Date, ListFilter.Attachments, false, MessageModel.FolderAttachmentsIndex);
                lists.Add(database, ListSort.Date, ListFilter.None, true, MessageModel.HeadsIndex(ConversationHeads.Folder));
                lists.Add(database, ListSort.Date, ListFilter.Unread, true, MessageModel.HeadsIndex(ConversationHeads.FolderUnread));
                lists.Add(database, ListSort.Date, ListFilter.Starred, true, MessageModel.HeadsIndex(ConversationHeads.FolderStarred));
                lists.Add(database, ListSort.Date, ListFilter.Attachments, true, MessageModel.HeadsIndex(ConversationHeads.FolderAttachments));
            }

            return lists;
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task ArrangedList_IsARangeOfItsIndex(Database database, ListSort sort, ListFilter filter, bool conversations, string index)
    {
        await using var store = await TestStore.CreateAsync(database);
        await using var db = store.Open();
        var folder = new FolderId(1);
        var strands = ListStrands.Of(db, new MessageScope.InFolder(1, folder), [folder], filter, conversations);

        foreach (var first in new[] { 0, 9_000 })
            await ShouldUseAsync(db, ListQuery.Window(strands, sort, first, 50, 10_000), index);
        // Orders know their number from the folder's counter.
        if (sort == ListSort.Date)
            await ShouldUseAsync(db, ListQuery.Countable(strands[0]).Select(m => m.Id), index);
    }

    [Theory, EveryDatabase]
    public async Task ConversationsAcross_AreRangesOfTheirIndexes(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        await using var db = store.Open();

        await ShouldUseAsync(db, ListQuery.Window(ListStrands.Of(db, new MessageScope.InRole(1, SpecialUse.Inbox), [new FolderId(1), new FolderId(2)], ListFilter.None, true), ListSort.Date, 0, 50, 10_000), MessageModel.RoleHeadsIndex);
        await ShouldUseAsync(db, ListQuery.Window(ListStrands.Of(db, new MessageScope.Unread(1), [], ListFilter.None, true), ListSort.Date, 0, 50, 10_000), MessageModel.HeadsIndex(ConversationHeads.AcrossUnread));
        await ShouldUseAsync(db, ListQuery.Window(ListStrands.Of(db, new MessageScope.Starred(1), [], ListFilter.None, true), ListSort.Date, 9_000, 50, 10_000), MessageModel.HeadsIndex(ConversationHeads.AcrossStarred));
    }

    [Fact]
    public async Task WhatThreadingAsks_IsOnItsIndexes()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.Open();
        var account = new AccountId(1);
        long[] numbers = [1, 2];
        string[] ids = ["a", "b"];

        // "!= 0" and not "> 0": a range makes SQLite prefer the index of conversations, and read the whole account for each batch.
        await ShouldUseAsync(db, db.Messages.Where(m => m.AccountId == account && numbers.Contains(m.Conversation)).Select(m => m.Id), MessageModel.ConversationIndex);
        await ShouldUseAsync(db, db.Messages.Where(m => m.AccountId == account && ids.Contains(m.MessageIdHeader) && m.Conversation != 0).Select(m => new { m.MessageIdHeader, m.Conversation }), "IX_Messages_Account_MessageId");
        await ShouldUseAsync(db, db.Messages.Where(m => m.AccountId == account && m.IsLooseReply && ids.Contains(m.SubjectKey) && m.Conversation != 0).Select(m => m.Conversation), MessageModel.LooseReplyIndex);
        // All of an index that is empty most of the time.
        (await PlanAsync(db, db.Messages.Where(m => m.Conversation == 0).OrderBy(m => m.AccountId).ThenBy(m => m.Id).Select(m => m.AccountId).Take(1), "EXPLAIN QUERY PLAN ", column: 3))
            .ShouldBe($"SCAN m USING COVERING INDEX {MessageModel.UnsortedIndex}");
    }

    private static IQueryable<RowColumns> Page(WebmailDbContext db, MessageScope scope, int first) =>
        RowColumns.Select(db, MailQueries.Window(scope.Messages(db), first, 50, 10_000));

    private static async Task<string> ShouldUseAsync<T>(WebmailDbContext db, IQueryable<T> query, string index)
    {
        if (db.Database.IsNpgsql())
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_custom_plan");
            var postgres = await PostgresPlanAsync(db, query);
            postgres.ShouldContain(index);
            postgres.ShouldNotContain("Seq Scan");
            postgres.ShouldNotContain("Sort  ");
            return postgres;
        }

        var plan = await PlanAsync(db, query, "EXPLAIN QUERY PLAN ", column: 3);

        plan.ShouldContain(index);
        // A list of values is a virtual table.
        plan.Split('\n').Where(step => !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)).ShouldAllBe(step => !step.Contains("SCAN", StringComparison.Ordinal));
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
