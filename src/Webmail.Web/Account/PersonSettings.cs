using Microsoft.AspNetCore.Identity;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Localization;

namespace Webmail.Web.Account;

/// <summary>What a person decides for themselves. It is on all their open pages at once, and in each of their browsers with its next request.</summary>
internal sealed class PersonSettings(UserManager<AppUser> users, Sessions sessions, Mailbox mailbox, Preferences preferences, UndoDelay undo)
{
    private const int MaxName = 100;

    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId person, CancellationToken cancellationToken) =>
        mailbox.AccountsAsync(person, cancellationToken);

    public Task<ScreenPreferences> PreferencesAsync(UserId person, CancellationToken cancellationToken) => preferences.FindAsync(person, cancellationToken);

    public async Task ChangeAsync(UserId person, Func<ScreenPreferences, ScreenPreferences> change, CancellationToken cancellationToken)
    {
        await preferences.ChangeAsync(person, change, cancellationToken);
        sessions.Changed(person);
    }

    /// <summary>Null, or anything unknown, leaves it to the browser.</summary>
    public async Task SetAppearanceAsync(UserId person, string? language, string? theme)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { } user)
            return;
        user.Language = Languages.IsKnown(language) ? language : null;
        user.Theme = theme is "light" or "dark" ? theme : null;
        (await users.UpdateAsync(user)).ThrowIfFailed();
        sessions.Changed(person);
    }

    /// <returns>False when the name is empty, too long or has control characters.</returns>
    public async Task<bool> SetNameAsync(UserId person, string? name)
    {
        if (Clean(name) is not { } clean || await users.FindByIdAsync(person.ToString()) is not { } user)
            return false;
        user.DisplayName = clean;
        (await users.UpdateAsync(user)).ThrowIfFailed();
        sessions.Changed(person);
        return true;
    }

    public Task<bool> ConversationsAsync(UserId person, CancellationToken cancellationToken) => mailbox.ConversationsAsync(person, cancellationToken);

    public Task SetConversationsAsync(UserId person, bool on, CancellationToken cancellationToken) => mailbox.SetConversationsAsync(person, on, cancellationToken);

    public Task<int> UndoSecondsAsync(UserId person, CancellationToken cancellationToken) => undo.SecondsAsync(person, cancellationToken);

    public Task SetUndoSecondsAsync(UserId person, int seconds, CancellationToken cancellationToken) => undo.SetAsync(person, seconds, cancellationToken);

    /// <returns>False when the name cannot stand in a header: empty, too long or with line ends.</returns>
    public async Task<bool> SetSenderNameAsync(UserId person, AccountId account, string? name, CancellationToken cancellationToken)
    {
        if (Clean(name) is not { } clean)
            return false;
        await mailbox.SetSenderNameAsync(person, account, clean, cancellationToken);
        return true;
    }

    private static string? Clean(string? name) => name?.Trim() is { Length: > 0 and <= MaxName } trimmed && !trimmed.Any(char.IsControl) ? trimmed : null;
}
