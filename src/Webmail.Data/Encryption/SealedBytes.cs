using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>Sealed runs small enough to hold in memory, such as secrets; the format of <see cref="EnvelopeCipher"/>.</summary>
internal static class SealedBytes
{
    public static byte[] Seal(byte[] key, SealedContext context, ReadOnlySpan<byte> plain)
    {
        using var sealedBytes = new MemoryStream();
        using (var writer = new SealingWriter(sealedBytes, key, context))
        {
            writer.Write(plain);
            writer.Complete();
        }

        return sealedBytes.ToArray();
    }

    /// <exception cref="CryptographicException">Another key, another context, or damaged.</exception>
    public static byte[] Open(byte[] key, SealedContext context, byte[] sealedBytes)
    {
        using var opening = new OpeningStream(new MemoryStream(sealedBytes, writable: false), key, context);
        using var plain = new MemoryStream();
        opening.CopyTo(plain);
        return plain.ToArray();
    }
}
