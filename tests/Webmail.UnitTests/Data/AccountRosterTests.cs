using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;
using static Webmail.UnitTests.Data.TestAccount;

namespace Webmail.UnitTests.Data;

public sealed class AccountRosterTests
{
    private static readonly MailCredential Secret = new(CredentialKind.Password, "secret");

    [Theory, EveryDatabase]
    public async Task Add_SameMailboxAgain_IsTheSameAccount(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var user = await store.AddUserAsync();
        var roster = store.Get<AccountRoster>();

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => roster.AddAsync(New(user, "ann@Example.org"), Secret, CancellationToken.None)));

        ids.Distinct().ShouldHaveSingleItem();
        (await roster.FindAsync(user, New(user, "ann@example.ORG").Servers, CancellationToken.None)).ShouldBe(ids[0]);
        (await roster.FindAsync(user, New(user, "Ann@example.org").Servers, CancellationToken.None)).ShouldBeNull("only the server knows whether case matters before the @");
    }

    [Theory, EveryDatabase]
    public async Task Add_ByTwoPeople_IsAnAccountOfEachAndNoWayToSignIn(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (first, second) = (await store.AddUserAsync(), await store.AddUserAsync());
        var roster = store.Get<AccountRoster>();

        var one = await roster.AddAsync(New(first, "team@example.org"), Secret, CancellationToken.None);
        var other = await roster.AddAsync(New(second, "team@example.org"), Secret, CancellationToken.None);

        one.ShouldNotBe(other);
        (await store.Get<SignInStore>().FindAsync("imap.example.org", "team@example.org", CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task SetPaused_OnlyTheOwner_AndOnlyAChangeIsTold(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddUserAsync();
        var roster = store.Get<AccountRoster>();

        (await roster.SetPausedAsync(stranger, account.Id, paused: true, CancellationToken.None)).ShouldBeEmpty();
        (await roster.SetPausedAsync(account.User, account.Id, paused: true, CancellationToken.None)).ShouldHaveSingleItem();
        (await roster.SetPausedAsync(account.User, account.Id, paused: true, CancellationToken.None)).ShouldBeEmpty();

        (await store.Get<AccountStore>().EnabledAsync(CancellationToken.None)).ShouldNotContain(account.Id);
        (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem().IsPaused.ShouldBeTrue();
        (await roster.SetPausedAsync(account.User, account.Id, paused: false, CancellationToken.None)).ShouldHaveSingleItem();
        (await store.Get<AccountStore>().EnabledAsync(CancellationToken.None)).ShouldContain(account.Id);
    }

    [Theory, EveryDatabase]
    public async Task Remove_TakesEverythingOfIt_AndNothingElse(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var kept = await store.AddAccountAsync();
        var gone = await store.AddAccountAsync(kept.User);
        await kept.ApplyAsync(kept.Inbox, Delta([Message(1)]));
        await gone.ApplyAsync(gone.Inbox, Delta([.. Enumerable.Range(1, 300).Select(uid => Message((uint)uid))]));
        await gone.ApplyAsync(gone.Work, Delta([.. Enumerable.Range(1, 300).Select(uid => Message((uint)uid))]));
        var roster = store.Get<AccountRoster>();

        (await roster.RetireAsync(kept.User, gone.Id, CancellationToken.None)).ShouldBeTrue();
        (await store.Get<AccountStore>().EnabledAsync(CancellationToken.None)).ShouldBe([kept.Id]);
        (await roster.RemoveAsync(kept.User, gone.Id, CancellationToken.None)).ShouldHaveSingleItem().ShouldBeOfType<MailChange.Rescan>();

        await using var db = store.Open();
        (await db.Messages.Select(m => m.AccountId).Distinct().ToListAsync()).ShouldBe([kept.Id]);
        (await db.Accounts.Select(a => a.Id).ToListAsync()).ShouldBe([kept.Id]);
    }

    [Theory, EveryDatabase]
    public async Task Remove_OfAStrangerOrTheOnlyWayIn_IsRefused(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var person = await store.Get<PersonStore>().CreateAsync(new NewMailboxPerson("ann@example.org", null, TestStore.Servers), Secret, CancellationToken.None);
        var second = await store.AddAccountAsync(person.User);
        var stranger = await store.AddUserAsync();
        var roster = store.Get<AccountRoster>();

        (await roster.NeededAsync(person.User, CancellationToken.None)).ShouldBe([person.Account]);
        (await roster.RetireAsync(person.User, person.Account, CancellationToken.None)).ShouldBeFalse();
        (await roster.RetireAsync(stranger, second.Id, CancellationToken.None)).ShouldBeFalse();
        (await roster.RemoveAsync(person.User, second.Id, CancellationToken.None)).ShouldBeEmpty("it was not retired");
        (await store.Get<AccountStore>().EnabledAsync(CancellationToken.None)).Count.ShouldBe(2);
    }

    [Theory, EveryDatabase]
    public async Task SetColor_OneOfEight_IsShown(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var roster = store.Get<AccountRoster>();

        (await roster.SetColorAsync(account.User, account.Id, 5, CancellationToken.None)).ShouldNotBeEmpty();
        (await roster.SetColorAsync(account.User, account.Id, 9, CancellationToken.None)).ShouldBeEmpty();

        (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem().Color.ShouldBe(5);
    }

    [Theory, EveryDatabase]
    public async Task Conversations_AreAPersonsChoice_OffAtFirst(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var settings = store.Get<ViewSettings>();

        (await settings.ConversationsAsync(account.User, CancellationToken.None)).ShouldBeFalse();
        (await settings.SetConversationsAsync(account.User, true, CancellationToken.None)).ShouldHaveSingleItem().ShouldBeOfType<MailChange.Rescan>();
        (await settings.SetConversationsAsync(account.User, true, CancellationToken.None)).ShouldBeEmpty();

        (await settings.ConversationsAsync(account.User, CancellationToken.None)).ShouldBeTrue();
    }

    private static NewAccount New(UserId user, string login) => new(user, login, null, false, TestStore.Servers with { ImapUserName = login });
}
