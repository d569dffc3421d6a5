using MailKit;
using MailKit.Net.Imap;
using Webmail.IntegrationTests.Engine;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Mail;

namespace Webmail.IntegrationTests.Mail;

/// <summary>Each promise of the scanner with each way a server can report changes; Dovecot has them all, so the better ones are hidden from the client.</summary>
public sealed class FolderScannerTests(EngineFixture fixture)
{
    public enum Strategy
    {
        QuickResync,
        CondStore,
        Plain,
    }

    public static TheoryData<Strategy> Strategies => [Strategy.QuickResync, Strategy.CondStore, Strategy.Plain];

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task ScanAsync_FirstTime_NewestFirstInBoundedSteps(Strategy strategy)
    {
        await using var mail = await SeededAsync(1203);

        var first = await mail.ScanAsync(before: Hide(strategy));
        var second = await mail.ScanAsync(before: Hide(strategy));
        var third = await mail.ScanAsync(before: Hide(strategy));
        var fourth = await mail.ScanAsync(before: Hide(strategy));

        first.Added.Count.ShouldBe(50);
        first.Added[0].Subject.ShouldBe(SampleMail.Subject(1202));
        first.Added.Select(message => message.Uid).ShouldBeInOrder(SortDirection.Descending);
        first.ServerTotal.ShouldBe(1203);
        first.Reset.ShouldBeFalse();
        (first.MoreToCome, second.MoreToCome, third.MoreToCome, fourth.MoreToCome).ShouldBe((true, true, true, false));
        (second.Added.Count, third.Added.Count, fourth.Added.Count).ShouldBe((500, 500, 153));
        fourth.Next.IsComplete.ShouldBeTrue();
        mail.Index.Count.ShouldBe(1203);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task BackfillAsync_ChangesMeanwhile_FoundByTheNextScan(Strategy strategy)
    {
        await using var mail = await SeededAsync(700);
        await mail.ScanAsync(before: Hide(strategy));
        using var other = await fixture.Server.ImapClientAsync(mail.Servers.ImapUserName);
        var inbox = other.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadWrite);

        await mail.BackfillAsync(
            async step =>
            {
                // One message of the part that was fetched already, one of the part that was not; gone is one that was.
                if (step > 1)
                    return;
                await inbox.StoreAsync([600, 20], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Flagged));
                await inbox.StoreAsync(500, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
                await inbox.ExpungeAsync();
            },
            Hide(strategy));
        await mail.ScanAllAsync(before: Hide(strategy));

        var all = await inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags);
        mail.Index.Keys.Order().ShouldBe(all.Select(message => message.UniqueId.Id));
        mail.Index.Values.Where(message => message.Flags.HasFlag(MailFlags.Flagged)).Select(message => message.Uid).Order().ShouldBe([21u, 601u]);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task ScanAsync_AfterChanges_FindsNewChangedAndVanished(Strategy strategy)
    {
        await using var mail = await SeededAsync(600);
        await mail.ScanAllAsync(before: Hide(strategy));
        var uids = mail.Index.Keys.Order().ToList();

        using (var other = await fixture.Server.ImapClientAsync(mail.Servers.ImapUserName))
        {
            var inbox = other.Inbox.ShouldNotBeNull();
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            await inbox.StoreAsync([new UniqueId(uids[10]), new UniqueId(uids[590])], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Flagged, ["$Forwarded"]));
            await inbox.StoreAsync([new UniqueId(uids[20]), new UniqueId(uids[580])], new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await inbox.ExpungeAsync();
        }

        await fixture.Server.DeliverAsync(mail.Servers.ImapUserName, SampleMail.Create(7, 10, mail.Servers.ImapUserName));
        var delta = await mail.ScanAsync(before: Hide(strategy));

        delta.Changed.Select(change => change.Uid).Order().ShouldBe([uids[10], uids[590]]);
        delta.Changed.ShouldAllBe(change => change.Flags.HasFlag(MailFlags.Flagged | MailFlags.Forwarded));
        delta.Vanished.Order().ShouldBe([uids[20], uids[580]]);
        delta.Added.Count.ShouldBe(1);
        delta.ServerTotal.ShouldBe(599);
        delta.MoreToCome.ShouldBeFalse();

        var again = await mail.ScanAsync(before: Hide(strategy));
        (again.Added.Count, again.Changed.Count, again.Vanished.Count).ShouldBe((0, 0, 0));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task ScanAsync_ManyNewAtOnce_NoneIsLost(Strategy strategy)
    {
        await using var mail = await SeededAsync(3);
        await mail.ScanAllAsync(before: Hide(strategy));
        await fixture.Server.SeedAsync(mail.Servers.ImapUserName, 1100);

        var step = await mail.ScanAsync(before: Hide(strategy));
        step.Added.Count.ShouldBe(500);
        step.MoreToCome.ShouldBeTrue();
        await mail.ScanAllAsync(before: Hide(strategy));

        mail.Index.Count.ShouldBe(1103);
    }

    [Fact]
    public async Task ScanAsync_GapsBetweenUids_ReachesTheOldest()
    {
        await using var mail = await SeededAsync(1500);
        using (var other = await fixture.Server.ImapClientAsync(mail.Servers.ImapUserName))
        {
            var inbox = other.Inbox.ShouldNotBeNull();
            await inbox.OpenAsync(FolderAccess.ReadWrite);
            await inbox.StoreAsync(Enumerable.Range(10, 1485).ToList(), new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await inbox.ExpungeAsync();
        }

        await fixture.Server.SeedAsync(mail.Servers.ImapUserName, 510);
        await mail.ScanAllAsync();

        mail.Index.Count.ShouldBe(525);
        mail.Index.Keys.Min().ShouldBe(1u);
    }

    [Fact]
    public async Task ScanAsync_FolderMadeAnew_ReturnsReset()
    {
        await using var mail = await SeededAsync(1);
        var address = mail.Servers.ImapUserName;
        await fixture.Server.AppendAsync(address, "Project", SampleMail.Create(1, 5, address));
        await fixture.Server.AppendAsync(address, "Project", SampleMail.Create(2, 5, address));
        await mail.ScanAllAsync("Project");
        using (var other = await fixture.Server.ImapClientAsync(address))
            await (await other.GetFolderAsync("Project")).DeleteAsync();

        // Dovecot derives UIDVALIDITY from the second it is made in.
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await fixture.Server.AppendAsync(address, "Project", SampleMail.Create(3, 5, address));
        var delta = await mail.ScanAsync("Project");

        delta.Reset.ShouldBeTrue();
        delta.Added.Single().Subject.ShouldBe(SampleMail.Subject(3));
        mail.Index.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ScanAsync_NoSuchFolder_NotFound()
    {
        await using var mail = await SeededAsync(1);

        var exception = await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync("Nowhere"));

        exception.Fault.Kind.ShouldBe(MailFaultKind.NotFound);
    }

    private static Action<ImapLease>? Hide(Strategy strategy) => strategy switch
    {
        Strategy.QuickResync => null,
        Strategy.CondStore => lease => lease.Client.Capabilities &= ~ImapCapabilities.QuickResync,
        _ => lease => lease.Client.Capabilities &= ~(ImapCapabilities.CondStore | ImapCapabilities.QuickResync),
    };

    private async Task<MailHarness> SeededAsync(int count)
    {
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, count);
        return new MailHarness(fixture.Server, user);
    }
}
