using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>How long to wait before trying again: longer each time, and never all accounts at the same moment.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // Who has had too much of us is not asked again in five seconds.
    private static readonly TimeSpan Throttled = TimeSpan.FromMinutes(1);

    private TimeSpan _next = Shortest;

    public TimeSpan Next(MailFault fault)
    {
        // What needs the person is not cured by asking often, and a refused password asked often locks the account.
        var wait = fault.IsTransient ? _next : Longest;
        if (fault.Kind == MailFaultKind.Throttled && wait < Throttled)
            wait = Throttled;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        if (fault.RetryAfter > wait)
            wait = fault.RetryAfter.Value;
        return wait * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }

    public void Reset() => _next = Shortest;
}
