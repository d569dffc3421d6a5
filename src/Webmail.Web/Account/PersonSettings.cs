using Microsoft.AspNetCore.Identity;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Localization;

namespace Webmail.Web.Account;

/// <summary>What a person decides for themselves.</summary>
internal sealed class PersonSettings(UserManager<AppUser> users, SignInManager<AppUser> signIn, Mailbox mailbox, ImageChoices images, UndoDelay undo)
{
    private const int MaxSenderName = 100;

    public Task<IReadOnlyList<AccountView>> AccountsAsync(UserId person, CancellationToken cancellationToken) =>
        mailbox.AccountsAsync(person, cancellationToken);

    /// <summary>Null, or anything unknown, leaves it to the browser. The response carries the renewed sign-in.</summary>
    public async Task SetAppearanceAsync(UserId person, string? language, string? theme)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { } user)
            return;
        user.Language = Languages.IsKnown(language) ? language : null;
        user.Theme = theme is "light" or "dark" ? theme : null;
        var result = await users.UpdateAsync(user);
        if (!result.Succeeded)
            throw new InvalidOperationException($"The settings were not stored: {string.Join(' ', result.Errors.Select(error => error.Code))}");
        await signIn.RefreshSignInAsync(user);
    }

    public Task<ImagePolicy> ImagesAsync(UserId person, CancellationToken cancellationToken) => images.PolicyAsync(person, cancellationToken);

    public Task SetImagesAsync(UserId person, ImagePolicy policy, CancellationToken cancellationToken) =>
        images.SetPolicyAsync(person, Enum.IsDefined(policy) ? policy : ImagePolicy.Ask, cancellationToken);

    public Task<bool> ConversationsAsync(UserId person, CancellationToken cancellationToken) => mailbox.ConversationsAsync(person, cancellationToken);

    public Task SetConversationsAsync(UserId person, bool on, CancellationToken cancellationToken) => mailbox.SetConversationsAsync(person, on, cancellationToken);

    public Task<int> UndoSecondsAsync(UserId person, CancellationToken cancellationToken) => undo.SecondsAsync(person, cancellationToken);

    public Task SetUndoSecondsAsync(UserId person, int seconds, CancellationToken cancellationToken) => undo.SetAsync(person, seconds, cancellationToken);

    /// <returns>False when the name cannot stand in a header: empty, too long or with line ends.</returns>
    public async Task<bool> SetSenderNameAsync(UserId person, AccountId account, string? name, CancellationToken cancellationToken)
    {
        var trimmed = name?.Trim() ?? string.Empty;
        if (trimmed.Length is 0 or > MaxSenderName || trimmed.Any(char.IsControl))
            return false;
        await mailbox.SetSenderNameAsync(person, account, trimmed, cancellationToken);
        return true;
    }
}
