using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account;

/// <summary>What the administrator does with people. Each change is written down.</summary>
internal sealed class People(PeopleAdmin store, UserManager<AppUser> users, MailboxSignIn signIn, PersonMailboxes mailboxes, Sessions sessions, Audit audit)
{
    private const int MaxName = 100;

    /// <summary>Everybody, in the order they came.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(Describe)];

    /// <summary>Creates a person with a mailbox, which is tested first; they sign in with its address and password.</summary>
    public async Task<SignInResult> AddAsync(string name, string address, string password, CancellationToken cancellationToken)
    {
        var result = await signIn.ProvisionAsync(name, address, password, cancellationToken);
        if (result is SignInResult.Success { IsNew: true } added)
            await audit.WriteAsync(AuditKind.PersonCreated, added.User, address.Trim());
        return result;
    }

    /// <summary>Signs the person out everywhere and stops what runs for them.</summary>
    /// <returns>False for the last administrator.</returns>
    public async Task<bool> BlockAsync(Person person, CancellationToken cancellationToken)
    {
        if (await IsLastAdminAsync(person, cancellationToken))
            return false;
        await store.SetDisabledAsync(person.Id, true, cancellationToken);
        await EndSessionsAsync(person.Id, cancellationToken);
        await mailboxes.StopAsync(person.Id, cancellationToken);
        await audit.WriteAsync(AuditKind.PersonDisabled, person.Id, person.Login);
        return true;
    }

    /// <summary>Lets the person in again; their accounts start.</summary>
    public async Task UnblockAsync(Person person, CancellationToken cancellationToken)
    {
        await store.SetDisabledAsync(person.Id, false, cancellationToken);
        await mailboxes.StartAsync(person.Id, cancellationToken);
        await audit.WriteAsync(AuditKind.PersonEnabled, person.Id, person.Login);
    }

    public async Task SignOutAsync(Person person, CancellationToken cancellationToken)
    {
        await EndSessionsAsync(person.Id, cancellationToken);
        await audit.WriteAsync(AuditKind.PersonSignedOut, person.Id, person.Login);
    }

    /// <summary>Removes the person and everything kept of them here; what is on their mail servers stays there.</summary>
    /// <returns>False for the last administrator.</returns>
    public async Task<bool> DeleteAsync(Person person, CancellationToken cancellationToken)
    {
        // Blocked first: nobody signs in, and no account starts, while it goes on.
        if (!await BlockAsync(person, cancellationToken))
            return false;
        await mailboxes.RemoveAllAsync(person.Id, cancellationToken);
        await store.RemoveAsync(person.Id, cancellationToken);
        await audit.WriteAsync(AuditKind.PersonDeleted, person.Id, person.Login);
        return true;
    }

    /// <returns>False when the name is empty, too long or has control characters.</returns>
    public async Task<bool> RenameAsync(Person person, string? name)
    {
        var trimmed = name?.Trim() ?? string.Empty;
        if (trimmed.Length is 0 or > MaxName || trimmed.Any(char.IsControl) || await users.FindByIdAsync(person.Id.ToString()) is not { } user)
            return false;
        if (user.DisplayName == trimmed)
            return true;
        user.DisplayName = trimmed;
        (await users.UpdateAsync(user)).ThrowIfFailed();
        sessions.Changed(person.Id);
        await audit.WriteAsync(AuditKind.PersonRenamed, person.Id, person.Login);
        return true;
    }

    /// <returns>False for the last administrator.</returns>
    public async Task<bool> SetAdminAsync(Person person, bool isAdmin, CancellationToken cancellationToken)
    {
        if (person.IsAdmin == isAdmin)
            return true;
        if ((!isAdmin && await IsLastAdminAsync(person, cancellationToken)) || await users.FindByIdAsync(person.Id.ToString()) is not { } user)
            return false;
        (await (isAdmin ? users.AddToRoleAsync(user, PersonClaims.AdminRole) : users.RemoveFromRoleAsync(user, PersonClaims.AdminRole))).ThrowIfFailed();
        sessions.Changed(person.Id);
        await audit.WriteAsync(isAdmin ? AuditKind.RoleGiven : AuditKind.RoleTaken, person.Id, person.Login);
        return true;
    }

    /// <summary>For somebody who lost their phone and the recovery codes.</summary>
    public async Task SwitchSecondStepOffAsync(Person person)
    {
        if (!person.HasSecondStep || await users.FindByIdAsync(person.Id.ToString()) is not { } user)
            return;
        (await users.SetTwoFactorEnabledAsync(user, false)).ThrowIfFailed();
        (await users.ResetAuthenticatorKeyAsync(user)).ThrowIfFailed();
        await audit.WriteAsync(AuditKind.SecondFactorOff, person.Id, person.Login);
    }

    /// <summary>Whether the person may add mailboxes themselves; those they have go on.</summary>
    public async Task SetMayAddMailboxesAsync(Person person, bool allowed, CancellationToken cancellationToken)
    {
        if (person.MayAddMailboxes == allowed)
            return;
        await store.SetMayAddMailboxesAsync(person.Id, allowed, cancellationToken);
        await audit.WriteAsync(allowed ? AuditKind.MailboxesAllowed : AuditKind.MailboxesForbidden, person.Id, person.Login);
    }

    private async Task EndSessionsAsync(UserId person, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(person.ToString()) is { } user)
            (await users.UpdateSecurityStampAsync(user)).ThrowIfFailed();
        await sessions.EndAllAsync(person, null, cancellationToken);
    }

    private async Task<bool> IsLastAdminAsync(Person person, CancellationToken cancellationToken) =>
        person is { IsAdmin: true, Disabled: false } && await store.ActiveAdminsAsync(cancellationToken) <= 1;

    private static Person Describe(PersonView person)
    {
        var typed = PersonClaims.TypedName(person.Login);
        // Some servers want the part before the @; people type the whole address.
        var login = typed != person.Login && person.Mailboxes is [var address, ..] ? address : typed;
        return new Person(person.Id, person.Name.Length > 0 ? person.Name : login, login, person.IsAdmin, person.Disabled, person.Mailboxes, person.LastSeen)
        {
            IsWaiting = person is { HasPassword: false, IsByMailbox: false },
            HasPassword = person.HasPassword,
            IsByMailbox = person.IsByMailbox,
            HasSecondStep = person.HasSecondStep,
            MayAddMailboxes = !person.MailboxesForbidden,
            Stuck = person.Stuck,
        };
    }
}
