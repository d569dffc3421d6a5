using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class AccountTests
{
    [Theory, EveryDatabase]
    public async Task Find_IsConfinedToItsPerson(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var accounts = store.Get<AccountStore>();

        (await accounts.FindAsync(account.User, account.Id, CancellationToken.None)).ShouldNotBeNull().Servers.ShouldBe(TestStore.Servers);
        (await accounts.FindAsync(await store.AddUserAsync(), account.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Credential_IsSealed_AndReplaced(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var accounts = store.Get<AccountStore>();
        (await accounts.CredentialAsync(account.Id, CancellationToken.None)).ShouldBe(new MailCredential(CredentialKind.Password, "secret"));

        await accounts.ReplaceCredentialAsync(account.Id, new MailCredential(CredentialKind.Password, "пароль"), CancellationToken.None);

        (await accounts.CredentialAsync(account.Id, CancellationToken.None)).ShouldBe(new MailCredential(CredentialKind.Password, "пароль"));
    }

    [Theory, EveryDatabase]
    public async Task Tokens_AreSealed_AndReplacedOnlyWhileTheyAreTheStoredOnes(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var accounts = store.Get<AccountStore>();
        var first = new OAuthTokens("google", "access one", "refresh one", store.Time.GetUtcNow(), store.Time.GetUtcNow() + TimeSpan.FromHours(1));
        var second = first with { AccessToken = "access two", RefreshToken = "refresh two" };

        await accounts.ReplaceCredentialAsync(account.Id, MailCredential.Of(first), CancellationToken.None);
        (await accounts.ReplaceTokensAsync(account.Id, first, second, CancellationToken.None)).ShouldBeTrue();
        (await accounts.ReplaceTokensAsync(account.Id, first, first.Revoked(), CancellationToken.None)).ShouldBeFalse();

        var stored = (await accounts.CredentialAsync(account.Id, CancellationToken.None)).ShouldNotBeNull();
        stored.ShouldBe(MailCredential.Of(second));
        stored.ToString().ShouldNotContain("two");
        second.ToString().ShouldNotContain("two");
        await using var db = store.Open();
        System.Text.Encoding.UTF8.GetString(await db.Credentials.Select(c => c.Sealed).SingleAsync()).ShouldNotContain("two");
        (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem().OAuthProvider.ShouldBe("google");
    }

    [Fact]
    public async Task Credential_CopiedFromAnotherAccount_DoesNotOpen()
    {
        await using var store = await TestStore.CreateAsync();
        var account = await store.AddAccountAsync();
        var other = await store.AddAccountAsync(account.User);
        await using (var db = store.Open())
        {
            var sealedBytes = await db.Credentials.Where(c => c.AccountId == account.Id).Select(c => c.Sealed).SingleAsync();
            await db.Credentials.Where(c => c.AccountId == other.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Sealed, sealedBytes));
        }

        await Should.ThrowAsync<System.Security.Cryptography.CryptographicException>(() => store.Get<AccountStore>().CredentialAsync(other.Id, CancellationToken.None));
    }

    [Theory, EveryDatabase]
    public async Task SetState_TellsOnlyWhatIsNew_AndKeepsSinceWhen(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var accounts = store.Get<AccountStore>();
        var fault = new MailFault(MailFaultKind.Network, "timed out");
        var since = store.Time.GetUtcNow();

        (await accounts.SetStateAsync(account.Id, AccountState.Offline, fault, CancellationToken.None)).ShouldHaveSingleItem();
        (await accounts.SetStateAsync(account.Id, AccountState.Offline, fault, CancellationToken.None)).ShouldBeEmpty();
        store.Time.Advance(TimeSpan.FromMinutes(5));
        await accounts.SetStateAsync(account.Id, AccountState.NeedsSignIn, fault, CancellationToken.None);

        var view = (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).Single();
        (view.State, view.Fault, view.OfflineSince).ShouldBe((AccountState.NeedsSignIn, fault, since));
        await accounts.SetStateAsync(account.Id, AccountState.Online, null, CancellationToken.None);
        view = (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).Single();
        (view.Fault, view.OfflineSince).ShouldBe((null, null));
    }

    [Theory, EveryDatabase]
    public async Task Enabled_LeavesOutPeopleWhoAreDisabled(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var other = await store.AddAccountAsync();

        await store.Get<PeopleAdmin>().SetDisabledAsync(account.User, true, CancellationToken.None);

        (await store.Get<AccountStore>().EnabledAsync(CancellationToken.None)).ShouldBe([other.Id]);
    }

    [Theory, EveryDatabase]
    public async Task BeginEpoch_Rises(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var accounts = store.Get<AccountStore>();

        (await accounts.BeginEpochAsync(account.Id, CancellationToken.None)).ShouldBe(1);
        (await accounts.BeginEpochAsync(account.Id, CancellationToken.None)).ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task SetSenderName_ConfirmsIt(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        (await store.Get<AccountStore>().SetSenderNameAsync(account.User, account.Id, " Ann ", CancellationToken.None)).ShouldHaveSingleItem();

        var view = (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).Single();
        (view.SenderName, view.SenderNameConfirmed).ShouldBe(("Ann", true));
    }

    [Theory, EveryDatabase]
    public async Task SignIn_IsHostAndLogin_NeverTheAddressAlone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var signIns = store.Get<SignInStore>();
        await signIns.AddAsync("imap.example.org", "ann@example.org", account.User, account.Id, "right", CancellationToken.None);

        (await signIns.FindAsync("IMAP.example.org.", "ann@EXAMPLE.org", CancellationToken.None)).ShouldBe(new SignInIdentity(account.User, account.Id, false));
        (await signIns.FindAsync("imap.evil.example", "ann@example.org", CancellationToken.None)).ShouldBeNull();
        await Should.ThrowAsync<DbUpdateException>(() => signIns.AddAsync("imap.example.org", "ann@example.org", account.User, account.Id, "x", CancellationToken.None));
    }

    [Fact]
    public async Task VerifyOffline_AcceptsOnlyTheLastPasswordTheServerAccepted()
    {
        await using var store = await TestStore.CreateAsync();
        var account = await store.AddAccountAsync();
        var signIns = store.Get<SignInStore>();
        await signIns.AddAsync("h", "ann", account.User, account.Id, "old", CancellationToken.None);

        await signIns.UpdateVerifierAsync("h", "ann", "new", CancellationToken.None);

        (await signIns.VerifyOfflineAsync("h", "ann", "new", CancellationToken.None)).ShouldBeTrue();
        (await signIns.VerifyOfflineAsync("h", "ann", "old", CancellationToken.None)).ShouldBeFalse();
        (await signIns.VerifyOfflineAsync("h", "nobody", "", CancellationToken.None)).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task People_AreListedWithWhatTheyAre(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var admin = store.Get<PeopleAdmin>();
        (await admin.AnyAdminAsync(CancellationToken.None)).ShouldBeFalse();
        await using (var db = store.Open())
        {
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = account.User.Value, RoleId = (await db.Roles.SingleAsync()).Id });
            await db.SaveChangesAsync();
        }

        await admin.SeenAsync(account.User, CancellationToken.None);

        (await admin.AnyAdminAsync(CancellationToken.None)).ShouldBeTrue();
        var person = (await admin.ListAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (person.IsAdmin, person.Disabled, person.LastSeen).ShouldBe((true, false, store.Time.GetUtcNow()));
        person.Mailboxes.ShouldBe(["ann@example.org"]);
    }
}
