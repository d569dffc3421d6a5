using System.Text;

namespace Webmail.Mail.Network;

/// <summary>The beginning of a line, kept for explaining a refusal. The rest of a long line is only counted.</summary>
internal sealed class LineBuffer
{
    private readonly byte[] _start = new byte[512];

    public int Length { get; private set; }

    public void Append(byte value)
    {
        if (Length < _start.Length)
            _start[Length] = value;
        Length++;
    }

    public void Clear() => Length = 0;

    public ReadOnlySpan<byte> Start => _start.AsSpan(0, Math.Min(Length, _start.Length));

    public override string ToString() => Encoding.UTF8.GetString(Start).TrimEnd('\r', '\n');
}
