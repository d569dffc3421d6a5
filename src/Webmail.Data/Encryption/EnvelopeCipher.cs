using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>
/// The one format of everything encrypted in the store. Each account has a random data key, wrapped by the key-encryption key;
/// everything else is sealed with the data key. A sealed run is
/// <c>"WMS1", salt (32), chunks</c>: HKDF-SHA256 of data key, salt and context gives a key of its own, each chunk of at most
/// 64 KB is AES-256-GCM with the chunk's index as nonce, and index, final mark and context are authenticated with it.
/// So chunks cannot be changed, swapped, dropped, cut off at the end or read under another context.
/// </summary>
internal sealed class EnvelopeCipher(KeyEncryptionKey masterKey)
{
    public const int KeyBytes = 32;

    /// <summary>A fresh data key, wrapped for storage.</summary>
    public byte[] CreateWrappedKey(SealedContext account)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        try
        {
            return [.. masterKey.Id, .. SealedBytes.Seal(masterKey.Key, account with { Purpose = SealedPurpose.AccountKey }, key)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="CryptographicException">Wrapped by another key, for another account, or damaged.</exception>
    public byte[] UnwrapKey(SealedContext account, byte[] wrapped)
    {
        if (wrapped.Length < KeyEncryptionKey.IdBytes || !wrapped.AsSpan(0, KeyEncryptionKey.IdBytes).SequenceEqual(masterKey.Id))
            throw new CryptographicException("The account's key was wrapped by another key-encryption key than the one in the key file.");

        return SealedBytes.Open(masterKey.Key, account with { Purpose = SealedPurpose.AccountKey }, wrapped[KeyEncryptionKey.IdBytes..]);
    }
}
