using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Webmail.Data.Entities;
using Webmail.Web.Resources;

namespace Webmail.Web.Account;

/// <summary>Passwords that people have here.</summary>
internal sealed class PasswordRules(UserManager<AppUser> users, IStringLocalizer<Texts> texts)
{
    private const int MaxLength = 1024;

    public string Text(string key) => texts[key];

    /// <returns>What is wrong with it as a password of this person; null when nothing is.</returns>
    public async Task<string?> ProblemAsync(AppUser person, string password)
    {
        if (password.Length > MaxLength)
            return texts["Setup_PasswordShort"];
        List<string> problems = [];
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, person, password);
            problems.AddRange(result.Errors.Select(Explain));
        }

        return problems.Count == 0 ? null : string.Join(' ', problems.Distinct());
    }

    /// <summary>Sets it, whatever it was before; all other sign-ins of the person end within a minute. It was asked about before.</summary>
    public async Task ReplaceAsync(AppUser person, string password)
    {
        var token = await users.GeneratePasswordResetTokenAsync(person);
        var result = await users.ResetPasswordAsync(person, token, password);
        if (!result.Succeeded)
            throw new InvalidOperationException($"The password was not stored: {string.Join(' ', result.Errors.Select(error => error.Code))}");
    }

    public string Explain(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateUserName) => texts["Setup_LoginTaken"],
        nameof(IdentityErrorDescriber.PasswordTooShort) => texts["Setup_PasswordShort"],
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => texts["Setup_PasswordPlain"],
        _ => error.Description,
    };
}
