using System.Buffers;
using MimeKit;

namespace Webmail.Mail.Render.Mime;

/// <summary>Keeps the first bytes of a part, still encoded.</summary>
/// <param name="shared">What all buffers of a message may still take together.</param>
internal sealed class PartBuffer(int maxBytes, BufferAllowance shared) : IPartSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _cut;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var taken = shared.Take(Math.Min(bytes.Length, maxBytes - _bytes.WrittenCount));
        _cut |= taken < bytes.Length;
        _bytes.Write(bytes[..taken]);
    }

    /// <summary>The decoded bytes, at most <paramref name="max"/>; <paramref name="cut"/> tells whether there were more.</summary>
    public byte[] Decode(ContentEncoding encoding, int max, out bool cut)
    {
        using var decoded = new MemoryStream();
        var sink = new DecodingSink(encoding, decoded, max);
        sink.Append(_bytes.WrittenSpan);
        sink.Finish();
        cut = _cut || sink.Cut;
        return decoded.ToArray();
    }
}

/// <summary>Bytes that all buffers of a message may take together.</summary>
internal sealed class BufferAllowance(int bytes)
{
    private int _left = bytes;

    public int Take(int wanted)
    {
        var taken = Math.Min(wanted, _left);
        _left -= taken;
        return taken;
    }
}
