using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>Encrypts and decrypts the chunks of one sealed run.</summary>
internal sealed class ChunkCipher : IDisposable
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int SaltBytes = 32;
    public const int HeaderBytes = 4 + SaltBytes;

    private const int NonceBytes = 12;

    private readonly AesGcm aes;
    private readonly byte[] associated;
    private readonly byte[] nonce = new byte[NonceBytes];
    private long index;

    public ChunkCipher(byte[] key, ReadOnlySpan<byte> header, SealedContext context)
    {
        if (header.Length != HeaderBytes || !header[..4].SequenceEqual(Magic))
            throw new CryptographicException("Not sealed by this version of the store.");

        var contextBytes = context.ToBytes();
        // The nonce is only a counter: the salt makes each run's key its own, so that no nonce is used twice under a key.
        Span<byte> runKey = stackalloc byte[EnvelopeCipher.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, runKey, header[4..], contextBytes);
        aes = new AesGcm(runKey, TagBytes);
        CryptographicOperations.ZeroMemory(runKey);
        associated = [.. header, .. contextBytes, .. new byte[9]];
    }

    private static ReadOnlySpan<byte> Magic => "WMS1"u8;

    public static byte[] NewHeader() => [.. Magic, .. RandomNumberGenerator.GetBytes(SaltBytes)];

    /// <summary>Writes cipher text, then tag, into <paramref name="output"/>, which is <see cref="TagBytes"/> longer than <paramref name="plain"/>.</summary>
    public void Encrypt(ReadOnlySpan<byte> plain, bool final, Span<byte> output)
    {
        Advance(final);
        aes.Encrypt(nonce, plain, output[..plain.Length], output.Slice(plain.Length, TagBytes), associated);
    }

    /// <exception cref="CryptographicException">The chunk is not the one that was written here.</exception>
    public void Decrypt(ReadOnlySpan<byte> chunk, bool final, Span<byte> plain)
    {
        if (chunk.Length < TagBytes)
            throw new CryptographicException("A sealed run ends in the middle of a chunk.");

        Advance(final);
        aes.Decrypt(nonce, chunk[..^TagBytes], chunk[^TagBytes..], plain[..(chunk.Length - TagBytes)], associated);
    }

    private void Advance(bool final)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceBytes - 8), index);
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(associated.Length - 9), index);
        associated[^1] = final ? (byte)1 : (byte)0;
        index++;
    }

    public void Dispose() => aes.Dispose();
}
