using System.Collections.Concurrent;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>
/// Carries what the prerendered page showed over to the circuit that takes it over, so that its first render is the same
/// and nothing blinks. Only the key travels through the page: the screen itself would not fit the circuit's 32 KB message.
/// </summary>
public sealed class ScreenHandover(TimeProvider time)
{
    private const int MaxWaiting = 500;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, Entry> _waiting = new();

    /// <returns>The key to take it by, once.</returns>
    public string Leave(UserId user, MailScreen screen)
    {
        RemoveStale();
        var key = Guid.NewGuid().ToString("N");
        _waiting[key] = new Entry(user, screen, time.GetUtcNow());
        return key;
    }

    /// <returns>Null when it was taken before, is too old, or belongs to somebody else.</returns>
    public MailScreen? Take(UserId user, string? key)
    {
        if (key is null || !_waiting.TryRemove(key, out var entry))
            return null;
        return entry.User == user && time.GetUtcNow() - entry.Left < Lifetime ? entry.Screen : null;
    }

    // Pages whose circuit never came: no script, a crawler, a closed tab.
    private void RemoveStale()
    {
        var oldest = time.GetUtcNow() - Lifetime;
        foreach (var (key, entry) in _waiting)
        {
            if (entry.Left < oldest || _waiting.Count > MaxWaiting)
                _waiting.TryRemove(key, out _);
        }
    }

    private sealed record Entry(UserId User, MailScreen Screen, DateTimeOffset Left);
}
