using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>People who come by a one-time link and choose a password of their own.</summary>
internal sealed class Invitations(InvitationStore links, UserManager<AppUser> users, PersonSignIn signIn, Audit audit, PasswordRules rules, TimeProvider time)
{
    /// <summary>Creates a person who has nothing yet but a link.</summary>
    public async Task<InviteResult> InviteAsync(string name, string login, CancellationToken cancellationToken)
    {
        var person = new AppUser
        {
            UserName = login.Trim(),
            Email = login.Contains('@', StringComparison.Ordinal) ? login.Trim() : null,
            DisplayName = name.Trim(),
            Created = time.GetUtcNow(),
        };
        // A bar stands between login and host of people who come by their mailbox: nobody can be named like one of them.
        if (person.UserName.Length == 0 || person.DisplayName.Length == 0 || person.UserName.Contains('|', StringComparison.Ordinal) || person.UserName.Any(char.IsControl) || person.DisplayName.Any(char.IsControl))
            return new InviteResult.Refused("Invite_Incomplete");
        var created = await users.CreateAsync(person);
        if (!created.Succeeded)
            return new InviteResult.Refused("Setup_LoginTaken");
        var id = new UserId(person.Id);
        await audit.WriteAsync(AuditKind.PersonInvited, id, person.UserName);
        return new InviteResult.Invited(id, await links.CreateAsync(id, cancellationToken));
    }

    /// <summary>Another link for a person without a mailbox sign-in: for one who lost the first, or forgot the password. The earlier one stops working.</summary>
    /// <returns>Null for a person who signs in by mailbox: a link would take that away from them.</returns>
    public async Task<string?> RenewAsync(UserId person, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { UserName: { } login } || login.Contains('|', StringComparison.Ordinal))
            return null;
        await audit.WriteAsync(AuditKind.PersonInvited, person, login);
        return await links.CreateAsync(person, cancellationToken);
    }

    public Task<IReadOnlyDictionary<UserId, DateTimeOffset>> OpenAsync(CancellationToken cancellationToken) => links.OpenAsync(cancellationToken);

    /// <returns>Whose link it is; null for one that does not work.</returns>
    public async Task<(string Name, string Login)?> FindAsync(string token, CancellationToken cancellationToken) =>
        await links.FindAsync(token, cancellationToken) is { } person && await users.FindByIdAsync(person.ToString()) is { Disabled: false, UserName: { } login } user ? (user.DisplayName, login) : null;

    /// <summary>Uses the link up and signs the person in; the response carries the cookie.</summary>
    /// <returns>Null on success, else what to correct.</returns>
    public async Task<string?> AcceptAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, cancellationToken) is not { } id || await users.FindByIdAsync(id.ToString()) is not { Disabled: false } person)
            return rules.Text("Invite_Gone");
        if (await rules.ProblemAsync(person, password) is { } problem)
            return problem;
        if (!await links.UseAsync(token, id, cancellationToken))
            return rules.Text("Invite_Gone");
        await rules.ReplaceAsync(person, password);
        await audit.WriteAsync(AuditKind.InvitationUsed, id, person.DisplayName, id, person.UserName ?? string.Empty, string.Empty);
        await signIn.AdmitOrAskAsync(person, cancellationToken);
        return null;
    }
}

/// <summary>The outcome of inviting somebody.</summary>
internal abstract record InviteResult
{
    private InviteResult()
    {
    }

    /// <param name="Token">For the link; shown once.</param>
    public sealed record Invited(UserId Person, string Token) : InviteResult;

    /// <param name="Text">Key of what to correct.</param>
    public sealed record Refused(string Text) : InviteResult;
}
