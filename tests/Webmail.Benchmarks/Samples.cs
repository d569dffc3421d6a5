using System.Diagnostics;
using System.Globalization;

namespace Webmail.Benchmarks;

/// <summary>Repeated measurements of one thing, in milliseconds.</summary>
internal sealed record Samples(IReadOnlyList<double> Milliseconds)
{
    public double Median => Sorted[Sorted.Count / 2];

    private List<double> Sorted => [.. Milliseconds.Order()];

    /// <summary>Runs it <paramref name="warmUp"/> times, then measures each run.</summary>
    public static async Task<Samples> TakeAsync(int runs, Func<Task> work, int warmUp = 5)
    {
        for (var i = 0; i < warmUp; i++)
            await work();
        var samples = new List<double>(runs);
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Samples(samples);
    }

    /// <summary>Cells of a table: median, fastest, slowest.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} | {Sorted[0]:0.00} | {Sorted[^1]:0.00}");
}
