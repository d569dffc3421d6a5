using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Which folders of one account somebody looks at, in however many windows. Outlives the account's actor, which may be started anew.</summary>
internal sealed class FolderWatch
{
    private readonly Lock _lock = new();
    private readonly List<Looking> _looking = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The one turned to last comes first; the task completes when it is no longer so.</summary>
    public (IReadOnlyList<FolderId> Folders, Task Changed) Now
    {
        get
        {
            lock (_lock)
                return ([.. _looking.Select(looking => looking.Folder).Reverse().Distinct()], _changed.Task);
        }
    }

    /// <summary>Watched until disposed.</summary>
    public IDisposable Add(FolderId folder)
    {
        var looking = new Looking(this, folder);
        Change(() => _looking.Add(looking));
        return looking;
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            change();
            before = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.TrySetResult();
    }

    private sealed class Looking(FolderWatch watch, FolderId folder) : IDisposable
    {
        public FolderId Folder => folder;

        public void Dispose() => watch.Change(() => watch._looking.Remove(this));
    }
}
