using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>The key that wraps the accounts' data keys. Whoever has it and the database has every mail password.</summary>
internal sealed class KeyEncryptionKey
{
    public const int IdBytes = 8;

    public KeyEncryptionKey(byte[] key)
    {
        if (key.Length != EnvelopeCipher.KeyBytes)
            throw new ArgumentException($"A key-encryption key has {EnvelopeCipher.KeyBytes} bytes.", nameof(key));

        Key = key;
        Id = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, IdBytes, info: "webmail key id"u8.ToArray());
    }

    public byte[] Key { get; }

    /// <summary>Tells keys apart without saying anything of them; stored beside what they wrapped.</summary>
    public byte[] Id { get; }
}
