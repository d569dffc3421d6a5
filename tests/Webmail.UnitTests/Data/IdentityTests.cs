using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class IdentityTests
{
    [Theory, EveryDatabase]
    public async Task Of_NothingSaved_IsTheAccountsOwnAddress(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();

        var all = await store.Get<IdentityStore>().OfAsync(account.User, CancellationToken.None);

        all.ShouldHaveSingleItem().ShouldBe(new SenderIdentity(account.Id, null, "", "ann@example.org", "", false, "", ""));
    }

    [Theory, EveryDatabase]
    public async Task Save_OwnAndAnother_OwnComesFirstAndOthersHaveNumbers(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var identities = store.Get<IdentityStore>();

        var other = await identities.SaveAsync(account.User, Identity(account, "office@example.org"), CancellationToken.None);
        await identities.SaveAsync(account.User, Identity(account, "ann@example.org") with { Signature = "<b>Ann</b>" }, CancellationToken.None);

        var all = await identities.OfAsync(account.User, CancellationToken.None);
        all.Select(identity => identity.Address).ShouldBe(["ann@example.org", "office@example.org"]);
        all[0].Signature.ShouldBe("<b>Ann</b>");
        all[1].Id.ShouldBe(other.ShouldNotBeNull().Id);
        (await store.Get<MailQueries>().AccountsAsync(account.User, CancellationToken.None)).ShouldHaveSingleItem().Senders.Select(sender => sender.Key)
            .ShouldBe([$"{account.Id}", $"{account.Id}:{other.Id}"]);
    }

    [Theory, EveryDatabase]
    public async Task Save_AddressTwiceOrOfAStranger_IsRefused(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddUserAsync();
        var identities = store.Get<IdentityStore>();
        var saved = (await identities.SaveAsync(account.User, Identity(account, "office@example.org"), CancellationToken.None)).ShouldNotBeNull();

        (await identities.SaveAsync(account.User, Identity(account, "OFFICE@example.org"), CancellationToken.None)).ShouldBeNull();
        (await identities.SaveAsync(account.User, saved with { Address = "ann@example.org" }, CancellationToken.None)).ShouldBeNull();
        (await identities.SaveAsync(stranger, saved with { Name = "Evil" }, CancellationToken.None)).ShouldBeNull();
        (await identities.DeleteAsync(stranger, saved.Id ?? default, CancellationToken.None)).ShouldBeFalse();
    }

    [Theory, EveryDatabase]
    public async Task Delete_WithADraftUnderIt_DraftIsFromTheAccountsAddress(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var identities = store.Get<IdentityStore>();
        var saved = (await identities.SaveAsync(account.User, Identity(account, "office@example.org"), CancellationToken.None)).ShouldNotBeNull();
        var drafts = store.Get<DraftStore>();
        var draft = await drafts.CreateAsync(account.User, new DraftStart(account.Id, DraftKind.New, null, "", "", "", "", "", null) { Identity = saved.Id }, CancellationToken.None);

        (await identities.DeleteAsync(account.User, saved.Id ?? default, CancellationToken.None)).ShouldBeTrue();

        (await drafts.FindAsync(account.User, draft.Id, CancellationToken.None)).ShouldNotBeNull().Identity.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Draft_IdentityAndMarks_AreKept_AnIdentityOfAnotherAccountIsNot(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var other = await store.AddAccountAsync(account.User);
        var identities = store.Get<IdentityStore>();
        var own = (await identities.SaveAsync(account.User, Identity(account, "office@example.org"), CancellationToken.None)).ShouldNotBeNull();
        var foreign = (await identities.SaveAsync(account.User, Identity(other, "office@example.org"), CancellationToken.None)).ShouldNotBeNull();
        var drafts = store.Get<DraftStore>();
        var draft = await drafts.CreateAsync(account.User, account.Id, DraftKind.New, null, "", "", "", "", "", null, CancellationToken.None);
        var content = new DraftContent(account.Id, "", "", "", "s", "t", 1) { Identity = own.Id, Marks = new DraftMarks(Urgency.Low, true, true) };

        var saved = (await drafts.SaveAsync(account.User, draft.Id, content, CancellationToken.None)).Draft.ShouldNotBeNull();
        (saved.Identity, saved.Marks).ShouldBe((own.Id, new DraftMarks(Urgency.Low, true, true)));

        (await drafts.SaveAsync(account.User, draft.Id, content with { BaseVersion = 2, Identity = foreign.Id }, CancellationToken.None)).Draft.ShouldNotBeNull().Identity.ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task WrittenFrom_TwoAccounts_IsTheLastOne(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        await SendAsync(first, 1);
        var known = store.Get<Acquaintances>();

        (await known.WrittenFromAsync(first.User, ["boris@example.net"], CancellationToken.None)).ShouldHaveSingleItem().Account.ShouldBe(first.Id);
        await SendAsync(second, 2);

        (await known.WrittenFromAsync(first.User, ["Boris@example.net", "nobody@example.net"], CancellationToken.None)).ShouldHaveSingleItem().Account.ShouldBe(second.Id);
        (await known.WrittenFromAsync(await store.AddUserAsync(), ["boris@example.net"], CancellationToken.None)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<MailChange>> SendAsync(TestAccount account, uint uid) =>
        account.ApplyAsync(account.Folder("Sent"), TestAccount.Delta([TestAccount.Message(uid) with { To = [new MailPerson("Boris", "boris@example.net")] }]));

    private static SenderIdentity Identity(TestAccount account, string address) => new(account.Id, null, "Office", address, "", false, "", "");
}
