using Microsoft.AspNetCore.Identity;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>A person's own password and sessions.</summary>
internal sealed class OwnSecurity(UserManager<AppUser> users, SignInManager<AppUser> signIn, PasswordRules rules, Sessions sessions, Audit audit)
{
    /// <summary>Whether the person has a password here; others sign in by their mailbox or a link.</summary>
    public async Task<bool> HasPasswordAsync(UserId person) => await users.FindByIdAsync(person.ToString()) is { PasswordHash: not null };

    /// <summary>All other browsers are signed out; the response carries the renewed sign-in of this one.</summary>
    /// <returns>Null on success, else what to correct.</returns>
    public async Task<string?> ChangePasswordAsync(UserId person, Guid? session, string current, string wanted, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { PasswordHash: not null } user)
            return rules.Text("Profile_NoPassword");
        if (!await users.CheckPasswordAsync(user, current))
            return rules.Text("Profile_WrongPassword");
        if (await rules.ProblemAsync(user, wanted) is { } problem)
            return problem;
        await rules.ReplaceAsync(user, wanted);
        await sessions.EndAllAsync(person, session, cancellationToken);
        await signIn.RefreshSignInAsync(user);
        await audit.WriteAsync(AuditKind.PasswordChanged, person, PersonClaims.TypedName(user.UserName ?? string.Empty));
        return null;
    }

    public Task<IReadOnlyList<PersonSession>> SessionsAsync(UserId person, CancellationToken cancellationToken) => sessions.ListAsync(person, cancellationToken);

    public Task<bool> EndSessionAsync(UserId person, Guid session, CancellationToken cancellationToken) => sessions.EndAsync(person, session, cancellationToken);

    /// <param name="kept">The session of this browser.</param>
    public async Task EndOtherSessionsAsync(UserId person, Guid? kept, string login, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(person, kept, cancellationToken);
        await audit.WriteAsync(AuditKind.OthersSignedOut, person, login);
    }
}
