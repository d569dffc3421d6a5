namespace Webmail.Mail.Render.Mime;

/// <summary>Decodes one part of a message while it is read: no more than a line of it is in memory.</summary>
internal sealed class DecodedPartStream : Stream
{
    private readonly Stream _raw;
    private readonly LineReader _lines;
    private readonly MimeScanner _scanner;
    private readonly MemoryStream _ready = new();
    private DecodingSink? _sink;
    private int _taken;
    private bool _ended;

    /// <param name="raw">The message; disposed with this.</param>
    public DecodedPartStream(Stream raw, RenderBudget budget, int index)
    {
        _raw = raw;
        _lines = new LineReader(raw, budget.Limits.LineBytes, budget.Limits.MessageBytes);
        _scanner = new MimeScanner(budget, MessageHeaders.Options(Text.Charsets.Fallback), Keep);

        IPartSink? Keep(MimeNode node)
        {
            if (node.Index != index || node.IsMultipart)
                return null;
            Part = node;
            return _sink = new DecodingSink(node.Encoding, _ready, budget.Limits.MessageBytes);
        }
    }

    /// <summary>The part; null until it was found.</summary>
    public MimeNode? Part { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads on to where the part begins; null when there is none.</summary>
    public MimeNode? Find()
    {
        while (Part is null && !_ended)
            Step();
        return Part;
    }

    /// <summary>How the part begins, at most so many bytes and a line; they are still to be read.</summary>
    public ReadOnlySpan<byte> Peek(int bytes)
    {
        while (_ready.Length - _taken < bytes && !_ended)
            Step();
        return _ready.GetBuffer().AsSpan(_taken, (int)_ready.Length - _taken);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_taken == _ready.Length && !_ended)
        {
            _ready.SetLength(0);
            _taken = 0;
            Step();
        }

        var count = Math.Min(buffer.Length, (int)_ready.Length - _taken);
        _ready.GetBuffer().AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // What it reads from is a file: nothing that a thread would wait for long.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _raw.Dispose();
        base.Dispose(disposing);
    }

    private void Step()
    {
        if (!_scanner.Step(_lines))
        {
            _scanner.Finish(_lines);
            End();
        }
        else if (Part is not null && _scanner.Current != Part)
        {
            // Nobody reads what is behind it.
            End();
        }
    }

    private void End()
    {
        _sink?.Finish();
        _ended = true;
    }
}
