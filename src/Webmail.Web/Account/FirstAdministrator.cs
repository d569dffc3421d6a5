using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;

namespace Webmail.Web.Account;

/// <summary>Creates the administrator of a new installation, for whoever holds the setup code.</summary>
internal sealed class FirstAdministrator(
    PeopleAdmin people,
    SetupCode code,
    UserManager<AppUser> users,
    PersonSignIn signIn,
    PasswordRules rules,
    TimeProvider time)
{
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken) => !await people.AnyAdminAsync(cancellationToken);

    /// <summary>On success the response carries the sign-in.</summary>
    /// <returns>Null on success, else what to correct.</returns>
    public async Task<string?> CreateAsync(SetupForm form, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(form.Name) || string.IsNullOrWhiteSpace(form.Login) || string.IsNullOrEmpty(form.Password))
            return rules.Text("Setup_Incomplete");
        if (!code.Redeem(form.Code))
            return rules.Text("Setup_WrongCode");

        var login = form.Login.Trim();
        var person = new AppUser
        {
            UserName = login,
            Email = login.Contains('@', StringComparison.Ordinal) ? login : null,
            DisplayName = form.Name.Trim(),
            Created = time.GetUtcNow(),
        };
        var result = await users.CreateAsync(person, form.Password);
        if (result.Succeeded)
            result = await users.AddToRoleAsync(person, PersonClaims.AdminRole);
        if (!result.Succeeded)
        {
            // Neither the code nor half a person is used up by a password that is too short.
            code.GiveBack();
            if (person.Id != 0)
                await users.DeleteAsync(person);
            return string.Join(' ', result.Errors.Select(rules.Explain));
        }

        await signIn.AdmitAsync(person, cancellationToken);
        return null;
    }
}
