using System.Collections.Concurrent;

namespace Webmail.Engine;

/// <summary>Counts failed sign-ins before any server is asked: 10 in 15 minutes for an account and network. Successes never count.</summary>
public sealed class SignInLimiter(TimeProvider time)
{
    private const int MaxFailures = 10;
    private const int MaxTracked = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<(string Account, string Network), Queue<long>> _failures = new();

    /// <summary>False when this account was guessed at too often from this network.</summary>
    public bool IsAllowed(string account, string networkPrefix)
    {
        if (!_failures.TryGetValue(Key(account, networkPrefix), out var failures))
            return true;
        lock (failures)
        {
            Forget(failures);
            return failures.Count < MaxFailures;
        }
    }

    /// <summary>Counts one failure.</summary>
    public void Failed(string account, string networkPrefix)
    {
        if (_failures.Count > MaxTracked)
            Sweep();
        var failures = _failures.GetOrAdd(Key(account, networkPrefix), _ => new Queue<long>());
        lock (failures)
        {
            Forget(failures);
            failures.Enqueue(time.GetTimestamp());
        }
    }

    private static (string Account, string Network) Key(string account, string networkPrefix) =>
        (account.Trim().ToUpperInvariant(), networkPrefix);

    private void Forget(Queue<long> failures)
    {
        while (failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > Window)
            failures.Dequeue();
    }

    private void Sweep()
    {
        foreach (var (key, failures) in _failures)
        {
            lock (failures)
            {
                Forget(failures);
                if (failures.Count == 0)
                    _failures.TryRemove(key, out _);
            }
        }
    }
}
