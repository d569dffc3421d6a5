using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class PreferenceTests
{
    [Theory, EveryDatabase]
    public async Task Preferences_Changed_AreKept_AndNonsenseIsNot(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var ann = await store.AddUserAsync();
        var preferences = store.Get<PreferenceStore>();
        (await preferences.FindAsync(ann, CancellationToken.None)).ShouldBe(ScreenPreferences.Default);
        var wanted = new ScreenPreferences
        {
            Density = ListDensity.Cosy,
            Pane = ReadingPane.Below,
            TextSize = TextSize.Large,
            ReadAfterSeconds = ScreenPreferences.NeverRead,
            Shortcuts = false,
            TimeZone = "Asia/Tokyo",
            Hours = HourStyle.Hours12,
            Dates = DateStyle.Iso,
            Notifications = new NotificationPreferences { On = true, Quiet = (22 * 60, 7 * 60) },
        };

        (await preferences.ChangeAsync(ann, _ => wanted, CancellationToken.None)).ShouldHaveSingleItem().ShouldBeOfType<MailChange.PersonChanged>();
        (await preferences.FindAsync(ann, CancellationToken.None)).ShouldBe(wanted);

        await preferences.ChangeAsync(ann, now => now with { Density = (ListDensity)99, ReadAfterSeconds = 1_000_000, TimeZone = "No/Where", Notifications = new NotificationPreferences { Quiet = (-1, 5000) } }, CancellationToken.None);
        var kept = await preferences.FindAsync(ann, CancellationToken.None);
        (kept.Density, kept.ReadAfterSeconds, kept.TimeZone, kept.Notifications.Quiet).ShouldBe((ListDensity.Automatic, ScreenPreferences.MaxReadAfterSeconds, null, null));
    }

    [Theory]
    [InlineData(22, 7, 23, true)]
    [InlineData(22, 7, 6, true)]
    [InlineData(22, 7, 7, false)]
    [InlineData(22, 7, 12, false)]
    [InlineData(9, 17, 12, true)]
    [InlineData(9, 17, 17, false)]
    [InlineData(9, 9, 9, false)]
    public void IsQuiet_Hours_AlsoOverMidnight(int from, int to, int hour, bool quiet) =>
        new NotificationPreferences { Quiet = (from * 60, to * 60) }.IsQuiet(TimeSpan.FromHours(hour)).ShouldBe(quiet);

    [Theory, EveryDatabase]
    public async Task Accounts_NamedMovedAndMuted_OnlyByTheirOwner(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var first = await store.AddAccountAsync();
        var second = await store.AddAccountAsync(first.User);
        var stranger = await store.AddUserAsync();
        var choices = store.Get<AccountChoices>();

        (await choices.RenameAsync(stranger, second.Id, "Mine", CancellationToken.None)).ShouldBeEmpty();
        (await choices.MoveAsync(stranger, second.Id, up: true, CancellationToken.None)).ShouldBeEmpty();
        (await choices.MoveAsync(first.User, first.Id, up: true, CancellationToken.None)).ShouldBeEmpty("it is the first");
        (await choices.RenameAsync(first.User, second.Id, " Warehouse ", CancellationToken.None)).ShouldHaveSingleItem();
        (await choices.MoveAsync(first.User, second.Id, up: true, CancellationToken.None)).ShouldHaveSingleItem();
        await choices.SetNotifiedAsync(first.User, [second.Id], [second.Work], CancellationToken.None);
        await choices.SetQuotaAsync(second.Id, new MailboxQuota(9_500, 10_000), CancellationToken.None);

        var accounts = await store.Get<MailQueries>().AccountsAsync(first.User, CancellationToken.None);
        accounts.Select(account => (account.Id, account.Title, account.Notifies)).ShouldBe([(second.Id, "Warehouse", true), (first.Id, "ann@example.org", false)]);
        accounts[0].Folders.Where(folder => folder.Notifies).Select(folder => folder.Id).ShouldBe([second.Work]);
        accounts[0].Quota.ShouldNotBeNull().IsAlmostFull.ShouldBeTrue();
    }

    [Theory, EveryDatabase]
    public async Task SmtpSignIn_OfItsOwn_IsSealedAndTakenBack(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var stranger = await store.AddUserAsync();
        var signIns = store.Get<SmtpSignInStore>();
        (await signIns.FindAsync(account.Id, CancellationToken.None)).ShouldBeNull();

        (await signIns.SetAsync(stranger, account.Id, "relay", "stolen", CancellationToken.None)).ShouldBeEmpty();
        (await signIns.SetAsync(account.User, account.Id, "relay", "only for sending", CancellationToken.None)).ShouldHaveSingleItem();

        (await signIns.FindAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Secret.ShouldBe("only for sending");
        (await store.Get<AccountStore>().FindAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Servers.SmtpUserName.ShouldBe("relay");
        (await store.Get<AccountStore>().CredentialAsync(account.Id, CancellationToken.None)).ShouldNotBeNull().Secret.ShouldBe("secret");
        await using (var db = store.Open())
            System.Text.Encoding.UTF8.GetString((await db.Credentials.SingleAsync()).SmtpSealed.ShouldNotBeNull()).ShouldNotContain("only for sending");
        (await signIns.ClearAsync(account.User, account.Id, "ann@example.org", CancellationToken.None)).ShouldHaveSingleItem();
        (await signIns.FindAsync(account.Id, CancellationToken.None)).ShouldBeNull();
    }
}
