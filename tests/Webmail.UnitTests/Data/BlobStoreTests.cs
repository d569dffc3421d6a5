using System.Security.Cryptography;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class BlobStoreTests
{
    [Theory, EveryDatabase]
    public async Task OpenAsync_OfWhatWasWritten_IsTheSameAndEncryptedOnDisk(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var content = new byte[150_000];
        Array.Fill(content, (byte)'a');

        var blob = await WriteAsync(store, account, content);

        (await ReadAsync(store, blob)).ShouldBe(content);
        (await File.ReadAllBytesAsync(FileOf(store))).AsSpan().IndexOf("aaaaaaaa"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task OpenAsync_FileOfAnotherBlob_Throws()
    {
        await using var store = await TestStore.CreateAsync();
        var user = await store.AddUserAsync();
        var mine = await store.AddAccountAsync(user);
        var first = await WriteAsync(store, mine, "first"u8.ToArray());
        var firstFile = FileOf(store);
        await WriteAsync(store, await store.AddAccountAsync(user), "other"u8.ToArray());
        File.Copy(Files(store).Single(file => file != firstFile), firstFile, overwrite: true);

        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(store, first));
    }

    [Fact]
    public async Task OpenAsync_FileCutOff_Throws()
    {
        await using var store = await TestStore.CreateAsync();
        var blob = await WriteAsync(store, await store.AddAccountAsync(), new byte[100_000]);
        await using (var file = File.OpenWrite(FileOf(store)))
            file.SetLength(file.Length - 40_000);

        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(store, blob));
    }

    [Fact]
    public async Task WriteAsync_TooLarge_KeepsNothing()
    {
        await using var store = await TestStore.CreateAsync();
        var account = await store.AddAccountAsync();

        await Should.ThrowAsync<BlobTooLargeException>(() => store.Get<BlobStore>().WriteAsync(
            account.User, account.Id, BlobKind.Body, new MemoryStream(new byte[11]), 10, CancellationToken.None));

        Files(store).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_AccountOfAnotherPerson_KeepsNothing()
    {
        await using var store = await TestStore.CreateAsync();
        var account = await store.AddAccountAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => store.Get<BlobStore>().WriteAsync(
            new UserId(99), account.Id, BlobKind.Body, new MemoryStream(new byte[11]), 100, CancellationToken.None));

        Files(store).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task DeleteAsync_ThenOpen_IsNull(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var blob = await WriteAsync(store, await store.AddAccountAsync(), [1]);

        await store.Get<BlobStore>().DeleteAsync(blob, CancellationToken.None);
        await store.Get<BlobStore>().DeleteAsync(blob, CancellationToken.None);

        (await store.Get<BlobStore>().OpenAsync(blob, CancellationToken.None)).ShouldBeNull();
        Files(store).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task SweepAsync_KeepsWhatIsNamed_RemovesTheRest(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var message = (await account.ReceiveAsync(1))[0];
        var named = await WriteAsync(store, account, [1]);
        var unnamed = await WriteAsync(store, account, [2]);
        await store.Get<MailStore>().SetBodyBlobAsync(message, named, CancellationToken.None);
        store.Time.Advance(TimeSpan.FromDays(2));

        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);

        (await ReadAsync(store, named)).ShouldBe([1]);
        (await store.Get<BlobStore>().OpenAsync(unnamed, CancellationToken.None)).ShouldBeNull();
    }

    private static Task<BlobId> WriteAsync(TestStore store, TestAccount account, byte[] content) =>
        store.Get<BlobStore>().WriteAsync(account.User, account.Id, BlobKind.Body, new MemoryStream(content), long.MaxValue, CancellationToken.None);

    private static async Task<byte[]> ReadAsync(TestStore store, BlobId blob)
    {
        await using var stream = await store.Get<BlobStore>().OpenAsync(blob, CancellationToken.None);
        using var content = new MemoryStream();
        await stream.ShouldNotBeNull().CopyToAsync(content);
        return content.ToArray();
    }

    private static string[] Files(TestStore store)
    {
        var blobs = Path.Combine(store.Directory, "blobs");
        return Directory.Exists(blobs) ? Directory.GetFiles(blobs, "*", SearchOption.AllDirectories) : [];
    }

    private static string FileOf(TestStore store) => Files(store).ShouldHaveSingleItem();
}
