using System.Security.Claims;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>What an open page follows of the person it belongs to: whether they are still signed in, and how they want their screens.</summary>
public sealed class PersonScreen
{
    private readonly Sessions _sessions;
    private readonly PreferenceStore _store;
    private readonly MailChangeFeed _feed;

    internal PersonScreen(Sessions sessions, PreferenceStore store, MailChangeFeed feed) => (_sessions, _store, _feed) = (sessions, store, feed);

    /// <summary>Calls when the person's settings or sessions changed, on a thread of the feed; null when nobody is signed in.</summary>
    public IDisposable? Subscribe(ClaimsPrincipal principal, Func<Task> handler) => principal.FindPersonId() is { } person
        ? _feed.Subscribe(person, changes => changes.Any(change => change is MailChange.PersonChanged) ? handler() : Task.CompletedTask)
        : null;

    public Task<bool> IsSignedInAsync(ClaimsPrincipal principal) => _sessions.IsAliveAsync(principal, CancellationToken.None);

    /// <summary>Language and theme as they are now; what the sign-in of an open page says may be older.</summary>
    public Task<PersonLook> LookAsync(ClaimsPrincipal principal) => _store.LookAsync(principal.PersonId(), CancellationToken.None);
}
