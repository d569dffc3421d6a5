using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>
/// Lies between a connection, already decrypted, and the MailKit client on it. Bounds each operation, from a command to the end of
/// its answer, in bytes, shape and time; a violation is a <see cref="MailFaultException"/> out of the client's own call.
/// Reads are asynchronous only. A write may come while a read waits (DONE ends IDLE so).
/// </summary>
internal sealed class BoundedMailStream : Stream
{
    private readonly Stream _inner;
    private readonly IResponseScanner _scanner;
    private readonly MailNetworkOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _greeting;
    private long _operationStart;
    private long _received;
    private long _transferred;
    private bool _readSinceWrite;
    private TimeSpan _patience;

    /// <param name="greeting">Read before anything of <paramref name="inner"/>: what stands for a greeting that was consumed before TLS began.</param>
    public BoundedMailStream(Stream inner, IResponseScanner scanner, MailNetworkOptions options, TimeProvider time, ReadOnlyMemory<byte> greeting)
    {
        _inner = inner;
        _scanner = scanner;
        _options = options;
        _time = time;
        _greeting = greeting;
        _patience = options.OperationTimeout;
        _operationStart = time.GetTimestamp();
    }

    /// <summary>The version of TLS that was agreed on, such as "TLS 1.3"; null without.</summary>
    public string? Tls { get; init; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Until disposed, the server may stay silent for this long: for IDLE, where silence is the rule.</summary>
    public IDisposable AllowSilence(TimeSpan patience)
    {
        _patience = patience;
        return new Impatience(this);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_greeting.IsEmpty)
        {
            var length = Math.Min(buffer.Length, _greeting.Length);
            _greeting[..length].CopyTo(buffer);
            _greeting = _greeting[length..];
            return length;
        }

        int read;
        using (var deadline = new CancellationTokenSource(Remaining(), _time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken))
        {
            try
            {
                read = await _inner.ReadAsync(buffer, either.Token);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new MailFaultException(TooSlow(), exception);
            }
        }

        bool tooMuch;
        lock (_lock)
        {
            _readSinceWrite = true;
            _received += read;
            _transferred += read;
            tooMuch = _received > _options.MaxOperationBytes;
        }

        if (tooMuch)
            throw new MailFaultException(new MailFault(MailFaultKind.Protocol, $"The server sent more than {_options.MaxOperationBytes} bytes in one answer"));
        _scanner.Received(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Mail connections are read asynchronously");

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeforeWrite(buffer.Span);
        using var deadline = new CancellationTokenSource(Remaining(), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _inner.WriteAsync(buffer, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Network, "The server stopped reading"), exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // MailKit writes DONE so, from the callback of a token; seven bytes do not wait for the network.
    public override void Write(byte[] buffer, int offset, int count)
    {
        BeforeWrite(buffer.AsSpan(offset, count));
        _inner.Write(buffer, offset, count);
    }

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private void BeforeWrite(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            // The client speaks again after listening: the next operation.
            if (_readSinceWrite)
            {
                _readSinceWrite = false;
                _received = _transferred = 0;
                _operationStart = _time.GetTimestamp();
            }

            _transferred += bytes.Length;
        }

        _scanner.Sent(bytes);
    }

    private TimeSpan Remaining()
    {
        lock (_lock)
        {
            var allowed = _patience + TimeSpan.FromSeconds((double)_transferred / _options.SlowestBytesPerSecond);
            var remaining = allowed - _time.GetElapsedTime(_operationStart);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    private MailFault TooSlow()
    {
        lock (_lock)
        {
            return _received == 0
                ? new MailFault(MailFaultKind.Network, "The server did not answer in time")
                : new MailFault(MailFaultKind.Protocol, "The server's answer did not come to an end in time");
        }
    }

    private sealed class Impatience(BoundedMailStream stream) : IDisposable
    {
        public void Dispose() => stream._patience = stream._options.OperationTimeout;
    }
}
