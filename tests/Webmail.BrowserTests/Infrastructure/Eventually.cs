using System.Diagnostics;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Asks a server again until it says what is expected; for what has no event to wait for.</summary>
internal static class Eventually
{
    /// <exception cref="TimeoutException">It never did within half a minute.</exception>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"Not within 30 s: {what}");
            await Task.Delay(200);
        }
    }
}
