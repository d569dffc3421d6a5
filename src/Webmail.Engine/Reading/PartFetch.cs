using Webmail.Data;

namespace Webmail.Engine.Reading;

/// <summary>One part on its way, and who waits for it.</summary>
internal sealed class PartFetch
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<GrowingBlobStream> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _readers;
    private bool _isStarted;
    private bool _isAbandoned;

    /// <summary>Completes when it is over, well or not; never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>One reader more, until what <see cref="FollowAsync"/> returns is disposed.</summary>
    /// <returns>True for the first of all; null when it is given up.</returns>
    public bool? Join()
    {
        lock (_lock)
        {
            if (_isAbandoned)
                return null;
            _readers++;
            var isFirst = !_isStarted;
            _isStarted = true;
            return isFirst;
        }
    }

    /// <summary>A reader's own stream, once the first of it is there.</summary>
    /// <returns>Null when it was given up meanwhile, or what was complete is gone already.</returns>
    public async Task<Stream?> FollowAsync(CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            return stream = (await _begun.Task.WaitAsync(cancellationToken)).Follow(Leave);
        }
        finally
        {
            if (stream is null)
                Leave();
        }
    }

    /// <summary>Gives it up when nobody reads it; nobody can join then.</summary>
    public bool IsAbandoned()
    {
        lock (_lock)
            return _isAbandoned = _readers == 0;
    }

    public void Begin(GrowingBlobStream blob) => _begun.TrySetResult(blob);

    /// <param name="failure">For those who wait for its beginning; null when it came, or nobody waits.</param>
    public void End(Exception? failure)
    {
        if (failure is not null && _begun.TrySetException(failure))
            _ = _begun.Task.Exception;
        _ended.TrySetResult();
    }

    private void Leave()
    {
        lock (_lock)
            _readers--;
    }
}
