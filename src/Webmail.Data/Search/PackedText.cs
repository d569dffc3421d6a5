using System.IO.Compression;
using System.Text;

namespace Webmail.Data;

/// <summary>Texts of mail as a column keeps them: a third of their size.</summary>
internal static class PackedText
{
    /// <summary>Characters kept of a text; what is indexed is what can be shown.</summary>
    public const int MaxCharacters = 48_000;

    public static byte[] Pack(string text)
    {
        if (text.Length == 0)
            return [];
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    public static string Unpack(byte[] packed)
    {
        if (packed.Length == 0)
            return "";
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
