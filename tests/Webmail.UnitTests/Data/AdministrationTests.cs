using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class AdministrationTests
{
    [Theory, EveryDatabase]
    public async Task Sessions_EndedOneOrAllOthers_OnlyOfTheirPerson(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var (ann, boris) = (await store.AddUserAsync(), await store.AddUserAsync());
        var sessions = store.Get<SessionStore>();
        var first = await sessions.BeginAsync(ann, new string('x', 1000), "192.0.2.1", CancellationToken.None);
        var second = await sessions.BeginAsync(ann, "Firefox", "192.0.2.2", CancellationToken.None);
        var other = await sessions.BeginAsync(boris, "Chrome", "192.0.2.3", CancellationToken.None);

        (await sessions.EndAsync(boris, first, CancellationToken.None)).ShouldBeFalse();
        (await sessions.EndAllAsync(ann, second, CancellationToken.None)).ShouldBe([first]);

        (await sessions.ExistsAsync(ann, first, CancellationToken.None)).ShouldBeFalse();
        (await sessions.ExistsAsync(boris, second, CancellationToken.None)).ShouldBeFalse("it is not his");
        (await sessions.ListAsync(ann, CancellationToken.None)).ShouldHaveSingleItem().Agent.ShouldBe("Firefox");
        (await sessions.ListAsync(boris, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe(other);
    }

    [Theory, EveryDatabase]
    public async Task Sessions_NotSeenForLong_AreForgotten(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var ann = await store.AddUserAsync();
        var sessions = store.Get<SessionStore>();
        var old = await sessions.BeginAsync(ann, "Firefox", "", CancellationToken.None);
        var kept = await sessions.BeginAsync(ann, "Firefox", "", CancellationToken.None);
        store.Time.Advance(TimeSpan.FromDays(20));
        await sessions.SeenAsync(ann, kept, CancellationToken.None);

        store.Time.Advance(TimeSpan.FromDays(10));
        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);

        (await sessions.ExistsAsync(ann, old, CancellationToken.None)).ShouldBeFalse();
        (await sessions.ExistsAsync(ann, kept, CancellationToken.None)).ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task Invitation_UsedByTwoAtOnce_WorksForOne_AndIsStoredAsAHash(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var ann = await store.AddUserAsync();
        var links = store.Get<InvitationStore>();
        var token = await links.CreateAsync(ann, CancellationToken.None);
        (await links.FindAsync(token, CancellationToken.None)).ShouldBe(ann);

        var used = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => links.UseAsync(token, ann, CancellationToken.None)));

        used.Count(won => won).ShouldBe(1);
        (await links.FindAsync(token, CancellationToken.None)).ShouldBeNull();
        var again = await links.CreateAsync(ann, CancellationToken.None);
        await using var db = store.Open();
        (await db.Invitations.SingleAsync()).TokenHash.Length.ShouldBe(32);
        again.ShouldNotBe(token);
    }

    [Theory, EveryDatabase]
    public async Task Invitation_ReplacedExpiredOrMadeUp_IsNobodys(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var ann = await store.AddUserAsync();
        var links = store.Get<InvitationStore>();
        var first = await links.CreateAsync(ann, CancellationToken.None);
        var second = await links.CreateAsync(ann, CancellationToken.None);

        (await links.FindAsync(first, CancellationToken.None)).ShouldBeNull("a newer one took its place");
        foreach (var made in new[] { "", "a", "%", new string('A', 43), new string('A', 5000), second[..^1], second + "A" })
            (await links.FindAsync(made, CancellationToken.None)).ShouldBeNull(made);
        store.Time.Advance(InvitationStore.Lifetime);
        (await links.FindAsync(second, CancellationToken.None)).ShouldBeNull();
        (await links.UseAsync(second, ann, CancellationToken.None)).ShouldBeFalse();
        (await links.OpenAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, EveryDatabase]
    public async Task Audit_SearchedAndPaged_NewestFirst_OutlivesThePerson(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var ann = await store.AddUserAsync();
        var log = store.Get<AuditLog>();
        await log.WriteAsync(new AuditRecord(AuditKind.SignedIn, ann, "Ann", ann, "ann@example.org", "", "192.0.2.1"), CancellationToken.None);
        await log.WriteAsync(new AuditRecord(AuditKind.SignInRefused, null, "", null, "100%_sure@example.org", "WrongPassword", "198.51.100.7"), CancellationToken.None);
        await log.WriteAsync(new AuditRecord(AuditKind.ProviderAdded, ann, "Ann", null, "Warehouse", "", "192.0.2.1"), CancellationToken.None);
        (await store.Get<PeopleAdmin>().RemoveAsync(ann, CancellationToken.None)).ShouldBeTrue();

        (await ListAsync(new AuditQuery(null, null, "", null, 10))).ShouldBe([AuditKind.ProviderAdded, AuditKind.SignInRefused, AuditKind.SignedIn]);
        (await ListAsync(new AuditQuery(null, true, "", null, 10))).ShouldBe([AuditKind.SignInRefused, AuditKind.SignedIn]);
        (await ListAsync(new AuditQuery(null, false, "", null, 10))).ShouldBe([AuditKind.ProviderAdded]);
        (await ListAsync(new AuditQuery(ann, null, "", null, 10))).ShouldBe([AuditKind.ProviderAdded, AuditKind.SignedIn]);
        (await ListAsync(new AuditQuery(null, null, "0%_s", null, 10))).ShouldBe([AuditKind.SignInRefused]);
        (await ListAsync(new AuditQuery(null, null, "1%2", null, 10))).ShouldBeEmpty("signs that mean something to the database are just signs");
        var newest = await log.ListAsync(new AuditQuery(null, null, "", null, 1), CancellationToken.None);
        (await ListAsync(new AuditQuery(null, null, "", newest[0].Number, 10))).ShouldBe([AuditKind.SignInRefused, AuditKind.SignedIn]);

        store.Time.Advance(TimeSpan.FromDays(366));
        await log.WriteAsync(new AuditRecord(AuditKind.SignedOut, null, "Ann", null, "", "", ""), CancellationToken.None);
        await store.Get<StoreSweeper>().SweepAsync(CancellationToken.None);
        (await ListAsync(new AuditQuery(null, null, "", null, 10))).ShouldBe([AuditKind.SignedOut]);

        async Task<IReadOnlyList<AuditKind>> ListAsync(AuditQuery query) => [.. (await log.ListAsync(query, CancellationToken.None)).Select(record => record.Kind)];
    }

    [Theory, EveryDatabase]
    public async Task Providers_AddedChangedSwitchedOff_AreAsSaved(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var providers = store.Get<ProviderStore>();
        var warehouse = new ConfiguredProvider(
            "Warehouse", ["warehouse.test", "*.warehouse.test"], new ServerEndpoint("imap.warehouse.test", 143, ConnectionSecurity.StartTls, AllowPrivate: true), LoginForm.LocalPart, null, LoginForm.Address, true, 3);
        var id = (await providers.SaveAsync(0, warehouse, CancellationToken.None)).ShouldNotBeNull();

        (await providers.SaveAsync(0, warehouse, CancellationToken.None)).ShouldBeNull("the name is taken");
        (await providers.SaveAsync(id, warehouse with { Name = "Store", Smtp = new ServerEndpoint("smtp.warehouse.test", 587, ConnectionSecurity.StartTls, AllowPrivate: true) }, CancellationToken.None)).ShouldBe(id);
        await providers.SetDisabledAsync("gmail", true, CancellationToken.None);
        await providers.SetDisabledAsync("gmail", true, CancellationToken.None);
        await providers.SetRulesAsync(new SignInRules(false, ["a.test", "b.test"]), CancellationToken.None);

        var saved = (await providers.ListAsync(CancellationToken.None)).ShouldHaveSingleItem().Provider;
        saved.Name.ShouldBe("Store");
        saved.Domains.ShouldBe(["warehouse.test", "*.warehouse.test"]);
        (saved.Imap, saved.Smtp?.Host, saved.MaxConnections).ShouldBe((warehouse.Imap, "smtp.warehouse.test", 3));
        (await providers.DisabledAsync(CancellationToken.None)).ShouldBe(["gmail"]);
        (await providers.RulesAsync(CancellationToken.None)).ShouldNotBeNull().AllowedDomains.ShouldBe(["a.test", "b.test"]);
        await providers.SetRulesAsync(null, CancellationToken.None);
        (await providers.RulesAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Theory, EveryDatabase]
    public async Task Person_WithMailbox_IsNotRemoved_UntilTheMailboxIsGone(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var people = store.Get<PeopleAdmin>();

        (await people.RemoveAsync(account.User, CancellationToken.None)).ShouldBeFalse();
        foreach (var retired in await store.Get<AccountRoster>().RetireAllAsync(account.User, CancellationToken.None))
            await store.Get<AccountRoster>().RemoveAsync(account.User, retired, CancellationToken.None);

        (await people.RemoveAsync(account.User, CancellationToken.None)).ShouldBeTrue();
        (await people.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }
}
