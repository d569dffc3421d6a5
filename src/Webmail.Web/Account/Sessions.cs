using System.Collections.Concurrent;
using System.Security.Claims;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>
/// The browsers in which people are signed in. The sign-in names its session; without the session's row it is over, at the next request of
/// that browser, and at once on its open pages.
/// </summary>
internal sealed class Sessions(SessionStore store, Preferences preferences, TimeProvider time)
{
    private const int MaxRemembered = 100_000;

    // Another process may have ended it; in this one an end is known at once.
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, long> _alive = new();
    private readonly ConcurrentDictionary<UserId, DateTimeOffset> _changed = new();

    public async Task<Guid> BeginAsync(HttpContext context, UserId person)
    {
        var session = await store.BeginAsync(person, context.Request.Headers.UserAgent.ToString(), context.Connection.RemoteIpAddress?.ToString() ?? string.Empty, context.RequestAborted);
        Remember(session);
        return session;
    }

    public async Task<bool> IsAliveAsync(UserId person, Guid session, CancellationToken cancellationToken)
    {
        if (_alive.TryGetValue(session, out var checkedAt) && time.GetElapsedTime(checkedAt) < Trusted)
            return true;
        if (!await store.ExistsAsync(person, session, cancellationToken))
            return false;
        Remember(session);
        return true;
    }

    /// <summary>Whether a circuit's sign-in still holds; one without a session is older than sessions are.</summary>
    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        principal.FindPersonId() is not { } person || principal.FindSession() is not { } session || await IsAliveAsync(person, session, cancellationToken);

    public Task SeenAsync(UserId person, Guid session, CancellationToken cancellationToken) => store.SeenAsync(person, session, cancellationToken);

    public Task<IReadOnlyList<PersonSession>> ListAsync(UserId person, CancellationToken cancellationToken) => store.ListAsync(person, cancellationToken);

    /// <returns>False when there is no such session of the person.</returns>
    public async Task<bool> EndAsync(UserId person, Guid session, CancellationToken cancellationToken)
    {
        _alive.TryRemove(session, out _);
        var ended = await store.EndAsync(person, session, cancellationToken);
        preferences.Tell(person);
        return ended;
    }

    /// <param name="kept">The one that stays; null ends all.</param>
    public async Task EndAllAsync(UserId person, Guid? kept, CancellationToken cancellationToken)
    {
        foreach (var session in await store.EndAllAsync(person, kept, cancellationToken))
            _alive.TryRemove(session, out _);
        preferences.Tell(person);
    }

    /// <summary>What a sign-in says of the person is no longer true: it is renewed with the next request of each browser, and their open pages hear of it now.</summary>
    public void Changed(UserId person)
    {
        _changed[person] = time.GetUtcNow();
        preferences.Tell(person);
    }

    /// <param name="issued">When the sign-in was made or renewed; seconds are all a cookie keeps.</param>
    public bool IsStale(UserId person, DateTimeOffset? issued) => issued is { } time && _changed.TryGetValue(person, out var changed) && time <= changed;

    private void Remember(Guid session)
    {
        if (_alive.Count >= MaxRemembered)
            _alive.Clear();
        _alive[session] = time.GetTimestamp();
    }
}
