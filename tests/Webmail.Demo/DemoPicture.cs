using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Webmail.Demo;

/// <summary>Paints a PNG (a hill under a sky), so that no picture has to lie in the repository.</summary>
internal static class DemoPicture
{
    public static byte[] Png(int width, int height, int variant)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // No filter on this line.
                for (var x = 0; x < width; x++)
                {
                    var hill = height * (0.6 + (0.15 * Math.Sin((x / (double)width * 6) + variant)));
                    zlib.Write(y < hill ? [(byte)(120 + (y / 3)), (byte)(180 + (y / 5)), 235] : [(byte)(60 + (variant * 20)), (byte)(140 - (y / 4)), 60]);
                }
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // 8 bits a channel, RGB.
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(typed));
        return chunk;
    }

    /// <summary>CRC-32 as PNG wants it (ISO 3309).</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
