using System.Collections.Concurrent;
using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>Which crash points were passed and died at, over all runs; and which one is next.</summary>
internal sealed class CrashTally
{
    private readonly ConcurrentDictionary<string, int> _deaths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _passes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _armed = new(StringComparer.Ordinal);

    /// <summary>Where mailboxes and sending can be cut in half. Drafts are not played here.</summary>
    public static IReadOnlyList<string> Points { get; } = [.. CrashPoint.All.Except([CrashPoint.DraftAppended])];

    /// <summary>Every point, how often the product died there, and how often it passed it and lived to tell.</summary>
    public IReadOnlyList<(string Point, int Deaths, int Passes)> All =>
        [.. Points.Select(point => (point, _deaths.GetValueOrDefault(point), _passes.GetValueOrDefault(point)))];

    /// <summary>The point that was died at, and if none, tried, the least so far.</summary>
    public string Next(IEnumerable<string> points)
    {
        var next = points.OrderBy(point => _deaths.GetValueOrDefault(point)).ThenBy(point => _armed.GetValueOrDefault(point)).First();
        _armed.AddOrUpdate(next, 1, (_, count) => count + 1);
        return next;
    }

    public void Died(string point) => _deaths.AddOrUpdate(point, 1, (_, count) => count + 1);

    public void Passed(IReadOnlyDictionary<string, int> passes)
    {
        foreach (var (point, times) in passes)
            _passes.AddOrUpdate(point, times, (_, count) => count + times);
    }
}
