namespace Webmail.Data;

/// <summary>Seals what is written to it, chunk by chunk, into a stream that it does not own. Without <see cref="Complete"/> the run cannot be opened.</summary>
internal sealed class SealingWriter : IDisposable
{
    private readonly Stream destination;
    private readonly ChunkCipher cipher;
    private readonly byte[] plain = new byte[ChunkCipher.ChunkBytes];
    private readonly byte[] output = new byte[ChunkCipher.ChunkBytes + ChunkCipher.TagBytes];
    private int filled;

    public SealingWriter(Stream destination, byte[] key, SealedContext context)
    {
        var header = ChunkCipher.NewHeader();
        this.destination = destination;
        cipher = new ChunkCipher(key, header, context);
        destination.Write(header);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            // A full chunk is written only when more follows: the last one must carry the final mark.
            if (filled == plain.Length)
                Flush(final: false);
            var count = Math.Min(bytes.Length, plain.Length - filled);
            bytes[..count].CopyTo(plain.AsSpan(filled));
            filled += count;
            bytes = bytes[count..];
        }
    }

    public void Complete() => Flush(final: true);

    private void Flush(bool final)
    {
        cipher.Encrypt(plain.AsSpan(0, filled), final, output);
        destination.Write(output.AsSpan(0, filled + ChunkCipher.TagBytes));
        filled = 0;
    }

    public void Dispose()
    {
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(plain);
        cipher.Dispose();
    }
}
