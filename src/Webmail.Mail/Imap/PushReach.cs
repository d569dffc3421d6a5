namespace Webmail.Mail.Imap;

/// <summary>Lets one watcher wait until the other has found out that it covers the inbox only.</summary>
internal sealed class PushReach
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _inboxOnly = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(PushExtent extent)
    {
        lock (_lock)
        {
            if (extent == PushExtent.Inbox)
                _inboxOnly.TrySetResult();
            else if (_inboxOnly.Task.IsCompleted)
                _inboxOnly = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public Task WaitForInboxOnlyAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _inboxOnly.Task.WaitAsync(cancellationToken);
    }
}
