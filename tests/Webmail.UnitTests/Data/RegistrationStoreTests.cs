using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class RegistrationStoreTests
{
    private static readonly OAuthRegistration Google = new("google", "client", "the secret", "", "", "", "", SignsIn: true);

    [Theory, EveryDatabase]
    public async Task Registration_IsKeptSealed_ReplacedAndRemoved(Database database)
    {
        await using var store = await TestStore.CreateAsync(database);
        var registrations = store.Get<RegistrationStore>();

        await registrations.SaveAsync(Google with { ClientSecret = "an older one" }, CancellationToken.None);
        await registrations.SaveAsync(Google, CancellationToken.None);

        (await registrations.ListAsync(CancellationToken.None)).ShouldBe([Google]);
        await using (var db = store.Open())
            Encoding.UTF8.GetString((await db.Registrations.SingleAsync()).SealedSecret).ShouldNotContain("secret");
        Google.ToString().ShouldNotContain("secret");
        await registrations.RemoveAsync("google", CancellationToken.None);
        (await registrations.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Secret_MovedToAnotherProvider_DoesNotOpen()
    {
        await using var store = await TestStore.CreateAsync();
        var registrations = store.Get<RegistrationStore>();
        await registrations.SaveAsync(Google, CancellationToken.None);
        await using (var db = store.Open())
            await db.Registrations.ExecuteUpdateAsync(set => set.SetProperty(r => r.Provider, "yandex"));

        await Should.ThrowAsync<CryptographicException>(() => registrations.ListAsync(CancellationToken.None));
    }
}
