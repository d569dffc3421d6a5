using System.Buffers;
using System.Text;

namespace Webmail.Mail.Render.Mime;

/// <summary>Header fields as they came, bounded while they come.</summary>
/// <param name="wanted">Start of the names worth keeping; empty keeps all.</param>
internal sealed class HeaderBlock(int maxFields, int maxBytes, string wanted)
{
    private readonly List<(string Name, byte[] Value)> _fields = [];
    private readonly ArrayBufferWriter<byte> _value = new();
    private string? _name;
    private int _count;
    private int _bytes;

    /// <summary>A field has begun.</summary>
    public bool Any => _count > 0;

    /// <summary>A bound was reached: later fields were dropped.</summary>
    public bool Cut { get; private set; }

    /// <summary>Takes one line that begins a field or continues one; false for a line that does neither.</summary>
    public bool Add(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            if (!Any)
                return false;
            Append(line);
            return true;
        }

        var colon = NameLength(line);
        if (colon < 0)
            return false;

        Finish();
        if (++_count > maxFields)
        {
            Cut = true;
            return true;
        }

        var name = Encoding.ASCII.GetString(line[..colon]).TrimEnd(' ', '\t');
        if (name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            _name = name;
        Append(line[(colon + 1)..]);
        return true;
    }

    /// <summary>The last field is complete.</summary>
    public void Finish()
    {
        if (_name is not null)
            _fields.Add((_name, _value.WrittenSpan.ToArray()));
        _name = null;
        _value.ResetWrittenCount();
    }

    /// <summary>The first field of that name, folded as it came; null when there is none.</summary>
    public byte[]? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return field.Value;
        }

        return null;
    }

    /// <summary>All fields of that name: some clients write several To fields.</summary>
    public IEnumerable<byte[]> All(string name) =>
        _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>Place of the first field of that name among all that were kept; -1 when there is none.</summary>
    public int IndexOf(string name) => _fields.FindIndex(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void Append(ReadOnlySpan<byte> value)
    {
        if (_bytes + value.Length > maxBytes)
        {
            // What is there of a field that does not fit is worth showing: half of a long To.
            value = value[..Math.Max(0, maxBytes - _bytes)];
            Cut = true;
        }

        _bytes += value.Length;
        if (_name is not null)
            _value.Write(value);
    }

    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon > 0 ? line[..colon].TrimEnd(" \t"u8) : default;
        return name.IsEmpty || name.Length > 200 || name.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? -1 : colon;
    }
}
