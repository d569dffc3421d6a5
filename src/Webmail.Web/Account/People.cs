using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Engine.Accounts;
using Webmail.Model;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account;

/// <summary>What the administrator does with people.</summary>
internal sealed class People(
    PeopleAdmin store,
    UserManager<AppUser> users,
    MailboxSignIn signIn,
    Mailbox mailbox,
    IAccountHost host)
{
    /// <summary>Everybody, in the order they came.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(Describe)];

    /// <summary>Creates a person with a mailbox, which is tested first; they sign in with its address and password.</summary>
    public Task<SignInResult> AddAsync(string name, string address, string password, CancellationToken cancellationToken) =>
        signIn.ProvisionAsync(name, address, password, cancellationToken);

    /// <summary>Signs the person out everywhere and stops what runs for them.</summary>
    public async Task BlockAsync(UserId person, CancellationToken cancellationToken)
    {
        await store.SetDisabledAsync(person, true, cancellationToken);
        if (await users.FindByIdAsync(person.ToString()) is { } user)
            await users.UpdateSecurityStampAsync(user);
        foreach (var account in await mailbox.AccountsAsync(person, cancellationToken))
            await host.StopAsync(account.Id);
    }

    /// <summary>Lets the person in again; their accounts start.</summary>
    public async Task UnblockAsync(UserId person, CancellationToken cancellationToken)
    {
        await store.SetDisabledAsync(person, false, cancellationToken);
        foreach (var account in await mailbox.AccountsAsync(person, cancellationToken))
            host.EnsureRunning(account.Id);
    }

    /// <summary>The mail providers known here, configured ones first.</summary>
    public IReadOnlyList<ProviderView> Providers => [.. signIn.Providers.OrderBy(provider => provider.BuiltIn)];

    private static Person Describe(PersonView person)
    {
        var typed = PersonClaims.TypedName(person.Login);
        // Some servers want the part before the @; people type the whole address.
        var login = typed != person.Login && person.Mailboxes is [var address, ..] ? address : typed;
        return new Person(person.Id, person.Name.Length > 0 ? person.Name : login, login, person.IsAdmin, person.Disabled, person.Mailboxes, person.LastSeen);
    }
}
