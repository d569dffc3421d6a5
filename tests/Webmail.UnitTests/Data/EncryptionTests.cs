using System.Security.Cryptography;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class EncryptionTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(EnvelopeCipher.KeyBytes);
    private static readonly SealedContext Context = new(new UserId(1), new AccountId(2), SealedPurpose.BodyBlob, Guid.NewGuid());

    public static TheoryData<int> Sizes => [0, 1, 17, ChunkCipher.ChunkBytes - 1, ChunkCipher.ChunkBytes, ChunkCipher.ChunkBytes + 1, 3 * ChunkCipher.ChunkBytes, 200_000];

    [Theory, MemberData(nameof(Sizes))]
    public void Open_OfWhatWasSealed_IsTheSame(int size)
    {
        var plain = RandomNumberGenerator.GetBytes(size);

        SealedBytes.Open(Key, Context, SealedBytes.Seal(Key, Context, plain)).ShouldBe(plain);
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task OpeningStream_ReadInOddPieces_IsTheSame(int size)
    {
        var plain = RandomNumberGenerator.GetBytes(size);
        await using var opening = new OpeningStream(new MemoryStream(SealedBytes.Seal(Key, Context, plain)), Key, Context);
        var read = new List<byte>();
        var piece = new byte[1013];

        for (int count; (count = await opening.ReadAsync(piece)) > 0;)
            read.AddRange(piece.AsSpan(0, count));

        read.ToArray().ShouldBe(plain);
    }

    [Fact]
    public void Seal_Twice_LooksDifferent() =>
        SealedBytes.Seal(Key, Context, "same"u8).ShouldNotBe(SealedBytes.Seal(Key, Context, "same"u8));

    [Fact]
    public void Open_AnyByteChanged_Throws()
    {
        var sealedBytes = SealedBytes.Seal(Key, Context, "a secret"u8);

        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var tampered = sealedBytes.ToArray();
            tampered[i] ^= 1;
            Should.Throw<CryptographicException>(() => SealedBytes.Open(Key, Context, tampered));
        }
    }

    [Fact]
    public void Open_CutOffAnywhere_Throws()
    {
        var sealedBytes = SealedBytes.Seal(Key, Context, RandomNumberGenerator.GetBytes((2 * ChunkCipher.ChunkBytes) + 10));
        const int SealedChunk = ChunkCipher.ChunkBytes + ChunkCipher.TagBytes;

        foreach (var length in new[] { 0, 3, ChunkCipher.HeaderBytes, ChunkCipher.HeaderBytes + 5, ChunkCipher.HeaderBytes + SealedChunk, ChunkCipher.HeaderBytes + (2 * SealedChunk), sealedBytes.Length - 1 })
            Should.Throw<CryptographicException>(() => SealedBytes.Open(Key, Context, sealedBytes[..length]));
    }

    [Fact]
    public void Open_ChunksSwapped_Throws()
    {
        var sealedBytes = SealedBytes.Seal(Key, Context, RandomNumberGenerator.GetBytes(3 * ChunkCipher.ChunkBytes));
        const int SealedChunk = ChunkCipher.ChunkBytes + ChunkCipher.TagBytes;
        var first = sealedBytes.AsSpan(ChunkCipher.HeaderBytes, SealedChunk).ToArray();
        sealedBytes.AsSpan(ChunkCipher.HeaderBytes + SealedChunk, SealedChunk).CopyTo(sealedBytes.AsSpan(ChunkCipher.HeaderBytes));
        first.CopyTo(sealedBytes.AsSpan(ChunkCipher.HeaderBytes + SealedChunk));

        Should.Throw<CryptographicException>(() => SealedBytes.Open(Key, Context, sealedBytes));
    }

    [Fact]
    public void Open_UnderAnotherContext_Throws()
    {
        var sealedBytes = SealedBytes.Seal(Key, Context, "a secret"u8);

        foreach (var other in new[]
        {
            Context with { User = new UserId(9) },
            Context with { Account = new AccountId(9) },
            Context with { Purpose = SealedPurpose.OutboxBlob },
            Context with { Id = Guid.NewGuid() },
        })
            Should.Throw<CryptographicException>(() => SealedBytes.Open(Key, other, sealedBytes));
    }

    [Fact]
    public void Open_WithAnotherKey_Throws() =>
        Should.Throw<CryptographicException>(() => SealedBytes.Open(RandomNumberGenerator.GetBytes(32), Context, SealedBytes.Seal(Key, Context, "a secret"u8)));

    [Fact]
    public void UnwrapKey_ByAnotherMasterKeyOrForAnotherAccount_Throws()
    {
        var cipher = new EnvelopeCipher(new KeyEncryptionKey(RandomNumberGenerator.GetBytes(32)));
        var wrapped = cipher.CreateWrappedKey(Context);

        cipher.UnwrapKey(Context, wrapped).Length.ShouldBe(32);
        Should.Throw<CryptographicException>(() => cipher.UnwrapKey(Context with { Account = new AccountId(9) }, wrapped));
        Should.Throw<CryptographicException>(() => new EnvelopeCipher(new KeyEncryptionKey(RandomNumberGenerator.GetBytes(32))).UnwrapKey(Context, wrapped));
    }

    [Fact]
    public async Task MigrateAsync_FirstStart_MakesAKeyOnlyTheOwnerReads()
    {
        await using var store = await TestStore.CreateAsync();
        var file = Path.Combine(store.Directory, "keys", "kek");

        File.Exists(file).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task MigrateAsync_SecretsButNoKeyFile_RefusesAndMakesNone()
    {
        await using var store = await TestStore.CreateAsync();
        await store.AddAccountAsync();
        var file = Path.Combine(store.Directory, "keys", "kek");
        File.Delete(file);

        var restarted = new DatabaseMigrator(
            store.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<WebmailDbContext>>(), new KeyFile(file), store.Get<DataOptions>());

        (await Should.ThrowAsync<KeyFileException>(() => restarted.MigrateAsync(CancellationToken.None))).Message.ShouldContain("missing");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task MigrateAsync_AnotherKeyFile_Refuses()
    {
        await using var store = await TestStore.CreateAsync();
        await store.AddAccountAsync();
        var other = new KeyFile(Path.Combine(store.Directory, "keys", "other"));
        other.Create();

        var restarted = new DatabaseMigrator(store.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<WebmailDbContext>>(), other, store.Get<DataOptions>());

        await Should.ThrowAsync<KeyFileException>(() => restarted.MigrateAsync(CancellationToken.None));
    }
}
