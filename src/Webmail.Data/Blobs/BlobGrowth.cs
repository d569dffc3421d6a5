namespace Webmail.Data;

/// <summary>How far the file of a <see cref="GrowingBlobStream"/> is written, for any number of readers.</summary>
internal sealed class BlobGrowth
{
    private readonly Lock _lock = new();
    private long _written;
    private State _state;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private enum State
    {
        Growing,
        Complete,
        GivenUp,
    }

    public void Advance(long written)
    {
        lock (_lock)
        {
            if (written == _written)
                return;
        }

        Change(written, State.Growing);
    }

    public void Complete(long written) => Change(written, State.Complete);

    /// <summary>No more will come. Nothing changes for a blob that is complete.</summary>
    public void GiveUp() => Change(_written, State.GivenUp);

    /// <summary>Waits until there is more of the file than <paramref name="position"/>.</summary>
    /// <returns>How far it is written; <paramref name="position"/> at the end of a complete one.</returns>
    /// <exception cref="IOException">It was given up.</exception>
    public async ValueTask<long> WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_written > position || _state == State.Complete)
                    return _written;
                if (_state == State.GivenUp)
                    throw new IOException("What is read was not written to its end");
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(long written, State state)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_state != State.Growing)
                return;
            (_written, _state) = (written, state);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
