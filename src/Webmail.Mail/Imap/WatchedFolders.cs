namespace Webmail.Mail.Imap;

/// <summary>The folders of an account that somebody looks at now. Safe from any thread.</summary>
public sealed class WatchedFolders
{
    private readonly Lock _lock = new();
    private Snapshot _now = new([]);

    internal Snapshot Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <param name="paths">The one turned to last comes first.</param>
    public void Set(IReadOnlyList<string> paths)
    {
        Snapshot before;
        lock (_lock)
        {
            if (_now.Paths.SequenceEqual(paths, StringComparer.Ordinal))
                return;
            before = _now;
            _now = new Snapshot([.. paths]);
        }

        before.Replace();
    }

#pragma warning disable CA1001 // Nothing but memory hangs on the source, and who still holds the snapshot may ask for the token.
    internal sealed class Snapshot(IReadOnlyList<string> paths)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _replaced = new();

        public IReadOnlyList<string> Paths => paths;

        /// <summary>Cancelled when these are no longer the ones.</summary>
        public CancellationToken Replaced => _replaced.Token;

        public void Replace() => _replaced.Cancel();
    }
}
