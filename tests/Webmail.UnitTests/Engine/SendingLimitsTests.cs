using Webmail.Data;
using Webmail.Engine.Sending;
using Webmail.Mail.Discovery;
using Webmail.Model;
using Webmail.UnitTests.Data;

namespace Webmail.UnitTests.Engine;

public sealed class SendingLimitsTests
{
    [Theory]
    [InlineData("yandex", "anna@firm.example", 35)]
    [InlineData("", "anna@yandex.ru", 35)]
    [InlineData("", "anna@firm.example", null)]
    public async Task RecipientsAMessage_Provider_AsItSays(string provider, string address, int? expected)
    {
        await using var store = await TestStore.CreateAsync();

        new SendingLimits(new ProviderPresets([]), store.Get<OutboxStore>(), store.Time).RecipientsAMessage(Account(new AccountId(1), provider, address)).ShouldBe(expected);
    }

    [Theory, EveryDatabase]
    public async Task Wait_AsManyAsADayTakes_UntilTheOldestIsADayOld(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var account = await store.AddAccountAsync();
        var outbox = store.Get<OutboxStore>();
        var settings = Account(account.Id, "gmail", "ann@gmail.com");
        var limits = new SendingLimits(new ProviderPresets([]), outbox, store.Time);
        var most = new ProviderPresets([]).FindById("gmail").ShouldNotBeNull().Limits[ProviderLimit.MessagesADay];
        await using (var db = store.Open())
        {
            db.Outbox.AddRange(Enumerable.Range(0, most).Select(i => new Webmail.Data.Entities.StoredOutboxItem
            {
                UserId = account.User.Value,
                AccountId = account.Id,
                State = OutboxState.Done,
                MessageIdHeader = "",
                Sender = "",
                Recipients = "[]",
                FirstRecipient = "",
                Subject = "",
                Changed = store.Time.GetUtcNow().AddMinutes(-most + i),
            }));
            await db.SaveChangesAsync();
        }

        (await limits.WaitAsync(settings, CancellationToken.None)).ShouldBe(new DailyLimit(most, TimeSpan.FromHours(24) - TimeSpan.FromMinutes(most) + TimeSpan.FromSeconds(1)));
        store.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(most) + TimeSpan.FromSeconds(1));
        (await limits.WaitAsync(settings, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public void DailyLimit_Note_IsReadBack()
    {
        OutboxNotes.ReadDailyLimit(OutboxNotes.DailyLimit(500)).ShouldBe(500);
        OutboxNotes.ReadDailyLimit("451 4.7.1 later").ShouldBeNull();
        OutboxNotes.ReadDailyLimit(null).ShouldBeNull();
    }

    private static AccountSettings Account(AccountId id, string provider, string address) =>
        new(id, new UserId(1), address, null, TestStore.Servers with { ProviderId = provider }, true, AccountState.Online);
}
