using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Growing, jittered pauses between attempts: 1 s doubling to 5 minutes, or what the server asked for.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Who has had too much of us is not asked again in a second.
    private const double ThrottledSeconds = 60;
    private int _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next(MailFault fault)
    {
        _failures = Math.Min(_failures + 1, 10);
        if (fault.RetryAfter is { } asked)
            return asked;
        var seconds = Math.Min(Longest.TotalSeconds, Math.Pow(2, _failures - 1));
        if (fault.Kind == MailFaultKind.Throttled)
            seconds = Math.Max(seconds, ThrottledSeconds);
        // Accounts of one provider must not come back in step after its outage.
        return TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() * 0.5)));
    }
}
