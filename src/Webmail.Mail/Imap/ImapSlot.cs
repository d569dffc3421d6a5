using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Room for one connection of a pool: at most one lease at a time, and the connection kept warm between leases for a while.</summary>
internal sealed class ImapSlot : IAsyncDisposable
{
    // Younger than this, a connection is taken for alive; older, it is asked first.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AliveAnswer = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;
    private readonly ITimer _expiry;
    private ImapConnection? _warm;
    private CancellationTokenSource? _borrower;
    private int _waiting;
    private long _returned;
    private Task _closing = Task.CompletedTask;
    private bool _disposed;

    public ImapSlot(TimeSpan lifetime, TimeProvider time)
    {
        _lifetime = lifetime;
        _time = time;
        _expiry = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="connect">Called when no warm connection is there.</param>
    public async Task<ImapLease> RentAsync(Func<CancellationToken, Task<ImapConnection>> connect, CancellationToken cancellationToken)
    {
        CancellationTokenSource? borrower;
        lock (_lock)
        {
            _waiting++;
            borrower = _borrower;
        }

        borrower?.Cancel();
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
                _waiting--;
        }

        return await LeaseAsync(connect, CancellationToken.None, cancellationToken);
    }

    /// <summary>A lease to be given back as soon as somebody else wants the connection: see <see cref="ImapLease.Wanted"/>. Waits until nobody used it for a while.</summary>
    public async Task<ImapLease> BorrowAsync(Func<CancellationToken, Task<ImapConnection>> connect, TimeSpan quiet, CancellationToken cancellationToken)
    {
        // Not disposed: a renter may cancel it at the very moment it is given back.
        var wanted = new CancellationTokenSource();
        while (true)
        {
            TimeSpan rest;
            lock (_lock)
            {
                rest = _returned == 0 ? TimeSpan.Zero : quiet - _time.GetElapsedTime(_returned);
                if (rest <= TimeSpan.Zero && _waiting == 0 && _turn.Wait(0, CancellationToken.None))
                {
                    _borrower = wanted;
                    break;
                }
            }

            await Task.Delay(rest > TimeSpan.Zero ? rest : quiet, _time, cancellationToken);
        }

        return await LeaseAsync(connect, wanted.Token, cancellationToken);
    }

    private async Task<ImapLease> LeaseAsync(Func<CancellationToken, Task<ImapConnection>> connect, CancellationToken wanted, CancellationToken cancellationToken)
    {
        ImapConnection? connection = null;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ImapSessionPool));
            connection = await TakeAliveAsync(cancellationToken) ?? await connect(cancellationToken);
            return new ImapLease(connection, Return, () => Volatile.Read(ref _waiting) > 0, wanted);
        }
        finally
        {
            if (connection is null)
                PassOn();
        }
    }

    /// <summary>Closes the warm connection; one that is out on a lease is closed when it comes back.</summary>
    public async ValueTask DisposeAsync()
    {
        ImapConnection? warm;
        Task closing;
        lock (_lock)
        {
            _disposed = true;
            warm = Take();
            closing = _closing;
        }

        await _expiry.DisposeAsync();
        if (warm is not null)
            await warm.LogoutAsync();
        await closing;
    }

    private async Task<ImapConnection?> TakeAliveAsync(CancellationToken cancellationToken)
    {
        ImapConnection? connection;
        bool fresh;
        lock (_lock)
        {
            connection = Take();
            fresh = _time.GetElapsedTime(_returned) < Fresh;
        }

        if (connection is null || fresh)
            return connection;

        using var patience = new CancellationTokenSource(AliveAnswer, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await connection.GuardAsync(() => connection.Client.NoOpAsync(either.Token), either.Token);
            return connection;
        }
        catch (Exception exception) when (exception is MailFaultException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The server let go of it while it was not used; a new one takes its place.
            connection.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            connection.Dispose();
            throw;
        }
    }

    private ImapConnection? Take()
    {
        var connection = _warm;
        _warm = null;
        if (connection is null || connection.Client.IsConnected)
            return connection;
        connection.Dispose();
        return null;
    }

    private void Return(ImapConnection connection, bool completed)
    {
        bool keep;
        lock (_lock)
        {
            _returned = _time.GetTimestamp();
            keep = completed && !_disposed && connection.Client.IsConnected;
            if (keep)
            {
                _warm = connection;
                _expiry.Change(_lifetime, Timeout.InfiniteTimeSpan);
            }
        }

        if (!keep)
            connection.Dispose();
        PassOn();
    }

    private void PassOn()
    {
        lock (_lock)
            _borrower = null;
        _turn.Release();
    }

    private void Expire()
    {
        lock (_lock)
        {
            if (_warm is null || _time.GetElapsedTime(_returned) < _lifetime)
                return;
            if (Take() is { } unused)
                _closing = unused.LogoutAsync();
        }
    }
}
