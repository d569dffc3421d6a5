using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>How people want the mail screen. A change is on all their open pages at once.</summary>
public sealed class Preferences(PreferenceStore store, MailChangeFeed feed)
{
    public Task<ScreenPreferences> FindAsync(UserId user, CancellationToken cancellationToken) => store.FindAsync(user, cancellationToken);

    public async Task ChangeAsync(UserId user, Func<ScreenPreferences, ScreenPreferences> change, CancellationToken cancellationToken) =>
        feed.Publish(await store.ChangeAsync(user, change, cancellationToken));

    /// <summary>Something else of the person changed that their pages show: name, language, theme, sessions.</summary>
    public void Tell(UserId user) => feed.Publish([new MailChange.PersonChanged(user)]);
}
