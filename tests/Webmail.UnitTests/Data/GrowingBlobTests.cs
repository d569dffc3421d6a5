using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class GrowingBlobTests
{
    private static readonly byte[] Half = Bytes(200_000);

    [Theory, EveryDatabase]
    public async Task Follow_WhileItGrows_ReadsWhatIsThereAndWaitsForTheRest(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        await using var blob = await BeginAsync(store, account);
        blob.Write(Half);
        var closed = 0;
        await using var reader = blob.Follow(() => closed++).ShouldNotBeNull();
        var first = new byte[100_000];
        await reader.ReadExactlyAsync(first);
        var rest = ReadAsync(reader);

        rest.IsCompleted.ShouldBeFalse();
        blob.Write(Half);
        var id = await blob.CompleteAsync(CancellationToken.None);

        byte[] all = [.. first, .. await rest];
        all.ShouldBe([.. Half, .. Half]);
        (await store.Get<BlobStore>().OpenSizedAsync(id, CancellationToken.None)).ShouldNotBeNull().SizeBytes.ShouldBe(2 * Half.Length);
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        closed.ShouldBe(1);
    }

    [Fact]
    public async Task Dispose_NotCompleted_ReadersFailAndNothingIsKept()
    {
        await using var store = await TestStore.CreateAsync();
        var blob = await BeginAsync(store, await store.AddAccountAsync());
        blob.Write(Half);
        await using var reader = blob.Follow(() => { }).ShouldNotBeNull();

        var reading = ReadAsync(reader);
        await blob.DisposeAsync();

        await Should.ThrowAsync<IOException>(reading);
        Files(store).ShouldBeEmpty();
        blob.Follow(() => { }).ShouldBeNull();
    }

    [Fact]
    public async Task Write_MoreThanAllowed_Throws()
    {
        await using var store = await TestStore.CreateAsync();
        await using var blob = await BeginAsync(store, await store.AddAccountAsync(), Half.Length);
        blob.Write(Half);

        Should.Throw<BlobTooLargeException>(() => blob.Write([1]));
    }

    [Theory, EveryDatabase]
    public async Task AddAsync_SecondBlobOfAPart_TheFirstIsDeleted(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var message = (await account.ReceiveAsync(1))[0];
        var (first, second) = (await StoredAsync(store, account), await StoredAsync(store, account));
        var parts = store.Get<PartStore>();
        await parts.AddAsync(account.Id, message, 3, first, CancellationToken.None);

        await parts.AddAsync(account.Id, message, 3, second, CancellationToken.None);

        (await parts.FindAsync(message, 3, CancellationToken.None)).ShouldBe(second);
        (await parts.FindAsync(message, 4, CancellationToken.None)).ShouldBeNull();
        Files(store).Length.ShouldBe(1);
    }

    [Theory, EveryDatabase]
    public async Task AddAsync_MessageIsGone_TheBlobGoesToo(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var blob = await StoredAsync(store, account);

        await store.Get<PartStore>().AddAsync(account.Id, new MessageId(77), 0, blob, CancellationToken.None);

        Files(store).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task EvictAsync_OfParts_ForgetsWhereTheyWere(Database database)
    {
        await using var store = await TestStore.CreateAsync(database, cacheBytes: 100_000);
        var account = await store.AddAccountAsync();
        var message = (await account.ReceiveAsync(1))[0];
        await store.Get<PartStore>().AddAsync(account.Id, message, 0, await StoredAsync(store, account), CancellationToken.None);
        store.Time.Advance(TimeSpan.FromHours(1));

        (await store.Get<BlobCache>().EvictAsync(CancellationToken.None)).ShouldBe(1);

        (await store.Get<PartStore>().FindAsync(message, 0, CancellationToken.None)).ShouldBeNull();
        Files(store).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task SweepAsync_PartsOfMessages_StayAsLongAsTheMessage(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var message = (await account.ReceiveAsync(1))[0];
        await store.Get<PartStore>().AddAsync(account.Id, message, PartStore.Outline, await StoredAsync(store, account), CancellationToken.None);
        store.Time.Advance(TimeSpan.FromDays(2));

        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);
        Files(store).Length.ShouldBe(1);
        await account.ApplyAsync(account.Inbox, TestAccount.Delta(vanished: [1]));
        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);

        Files(store).ShouldBeEmpty();
    }

    private static Task<GrowingBlobStream> BeginAsync(TestStore store, TestAccount account, long maxBytes = long.MaxValue) =>
        store.Get<BlobStore>().BeginAsync(account.User, account.Id, BlobKind.Body, maxBytes, CancellationToken.None);

    private static Task<BlobId> StoredAsync(TestStore store, TestAccount account) =>
        store.Get<BlobStore>().WriteAsync(account.User, account.Id, BlobKind.Body, new MemoryStream(Half), long.MaxValue, CancellationToken.None);

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private static string[] Files(TestStore store) => Directory.GetFiles(store.Directory, "*.blob", SearchOption.AllDirectories);

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];
}
