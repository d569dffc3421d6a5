using System.Buffers;

namespace Webmail.Mail.Render.Mime;

/// <summary>Reads a stream line by line without ever holding more than one bounded line: a longer one comes in pieces.</summary>
internal sealed class LineReader(Stream stream, int maxLine, long maxBytes)
{
    private const int HeadBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[(2 * maxLine) + 4096];
    private readonly ArrayBufferWriter<byte> _head = new();
    private int _start;
    private int _end;
    private int _length;
    private long _read;
    private bool _eof;

    /// <summary>The piece, with its line end if it has one. Valid until the next move.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>The piece begins a line.</summary>
    public bool IsStart { get; private set; }

    /// <summary>The piece ends with LF, or with the stream.</summary>
    public bool IsEnd { get; private set; } = true;

    /// <summary>The stream went on past its bound.</summary>
    public bool Cut { get; private set; }

    /// <summary>The first bytes of the stream, for showing it raw.</summary>
    public ReadOnlySpan<byte> Head => _head.WrittenSpan;

    public bool MoveNext()
    {
        IsStart = IsEnd;
        _start += _length;
        _length = 0;
        var searched = 0;
        while (true)
        {
            var window = _buffer.AsSpan(_start, Math.Min(_end - _start, maxLine));
            var found = window[searched..].IndexOf((byte)'\n');
            if (found >= 0)
            {
                _length = searched + found + 1;
                IsEnd = true;
                return true;
            }

            searched = window.Length;
            if (window.Length == maxLine || _eof)
            {
                _length = window.Length;
                IsEnd = _eof && _start + _length == _end;
                return _length > 0;
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        if (_read + read > maxBytes)
        {
            Cut = true;
            read = (int)(maxBytes - _read);
        }

        _head.Write(_buffer.AsSpan(_end, Math.Min(read, HeadBytes - _head.WrittenCount)));
        _eof = read == 0;
        _read += read;
        _end += read;
    }
}
