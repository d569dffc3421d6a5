using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class BlobCacheTests
{
    [Theory, EveryDatabase]
    public async Task EvictAsync_OverQuota_DropsWhatNobodyReadLongest(Database database)
    {
        await using var store = await TestStore.CreateAsync(database, cacheBytes: 1000);
        var account = await store.AddAccountAsync();
        var messages = await account.ReceiveAsync(1, 2, 3);
        var blobs = new List<BlobId>();
        foreach (var message in messages)
        {
            blobs.Add(await WriteAsync(store, account, BlobKind.Body, 400));
            await store.Get<MailStore>().SetBodyBlobAsync(message, blobs[^1], CancellationToken.None);
            store.Time.Advance(TimeSpan.FromHours(2));
        }

        await (await store.Get<BlobStore>().OpenAsync(blobs[0], CancellationToken.None)).ShouldNotBeNull().DisposeAsync();
        store.Time.Advance(TimeSpan.FromHours(2));

        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(1);

        (await store.Get<BlobStore>().OpenAsync(blobs[1], CancellationToken.None)).ShouldBeNull();
        (await account.StoredAsync(messages[1])).BodyBlob.ShouldBeNull();
        (await account.StoredAsync(messages[0])).BodyBlob.ShouldBe(blobs[0]);
        (await account.StoredAsync(messages[2])).BodyBlob.ShouldBe(blobs[2]);
        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Theory, EveryDatabase]
    public async Task EvictAsync_BlobsThatAreTheOnlyCopy_Stay(Database database)
    {
        await using var store = await TestStore.CreateAsync(database, cacheBytes: 100);
        var account = await store.AddAccountAsync();
        var outbox = await WriteAsync(store, account, BlobKind.Outbox, 500);
        var attachment = await WriteAsync(store, account, BlobKind.Attachment, 500);
        var waiting = (await account.ReceiveAsync(1))[0];
        var body = await WriteAsync(store, account, BlobKind.Body, 500);
        await store.Get<MailStore>().SetBodyBlobAsync(waiting, body, CancellationToken.None);
        await using (var db = store.Open())
            await db.Messages.Where(m => m.Id == waiting).ExecuteUpdateAsync(set => set.SetProperty(m => m.Uid, (uint?)null));
        store.Time.Advance(TimeSpan.FromDays(30));

        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(0);

        foreach (var blob in new[] { outbox, attachment, body })
            await (await store.Get<BlobStore>().OpenAsync(blob, CancellationToken.None)).ShouldNotBeNull().DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task EvictAsync_JustFetched_Stays(Database database)
    {
        await using var store = await TestStore.CreateAsync(database, cacheBytes: 100);
        var account = await store.AddAccountAsync();
        await WriteAsync(store, account, BlobKind.Body, 500);

        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(0);
        store.Time.Advance(TimeSpan.FromMinutes(11));
        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(1);
    }

    private static async Task<BlobId> WriteAsync(TestStore store, TestAccount account, BlobKind kind, int bytes)
    {
        using var content = new MemoryStream(new byte[bytes]);
        return await store.Get<BlobStore>().WriteAsync(account.User, account.Id, kind, content, 10_000, CancellationToken.None);
    }
}
