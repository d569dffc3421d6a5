using System.Collections.Concurrent;
using System.Diagnostics;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>Counts the crash points that are passed, and ends this process at the one a test chose: SIGKILL to itself, as unprepared as a power cut.</summary>
internal sealed class Death
{
    private readonly ConcurrentDictionary<string, int> _reached = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private string? _point;
    private int _passes;

    public Death() => CrashPoint.OnReached = Pass;

    public IReadOnlyDictionary<string, int> Reached => new Dictionary<string, int>(_reached);

    /// <param name="point">Empty disarms.</param>
    public void Arm(string point, int passes)
    {
        lock (_lock)
            (_point, _passes) = (point.Length > 0 ? point : null, passes);
    }

    private void Pass(string point)
    {
        _reached.AddOrUpdate(point, 1, (_, count) => count + 1);
        lock (_lock)
        {
            if (point != _point || _passes-- > 0)
                return;
            Console.Out.WriteLine($"died at {point}");
            Console.Out.Flush();
            Process.GetCurrentProcess().Kill();

            // The signal comes at once but not inside this call; nothing more may happen here.
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
