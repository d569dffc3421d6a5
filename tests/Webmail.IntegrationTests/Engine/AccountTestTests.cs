using MailKit;
using Webmail.Engine;

namespace Webmail.IntegrationTests.Engine;

/// <summary>The test of an account on real servers.</summary>
public sealed class AccountTestTests(EngineFixture fixture)
{
    private static readonly (string Subject, string Text) Letter = ("Test", "Removed when it arrives.");

    [Fact]
    public async Task RunAsync_EverythingWorks_EachStepAndNoLetterLeft()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, 2);
        var person = await host.SignInAsync(user);

        var steps = (await host.Get<AccountTest>().RunAsync(person.User, person.Account, Letter, CancellationToken.None)).ShouldNotBeNull();

        steps.Select(step => step.Kind).ShouldBe(Enum.GetValues<AccountTestKind>());
        steps.ShouldAllBe(step => step.Failure == null && !step.IsLate);
        steps[0].Tls.ShouldNotBeNull().ShouldStartWith("TLS 1.");
        steps[1].Count.ShouldBeGreaterThan(0);
        using var client = await fixture.Server.ImapClientAsync(user.Address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        inbox.Count.ShouldBe(2);
        // One after the other, not as fast as somebody clicks.
        (await host.Get<AccountTest>().RunAsync(person.User, person.Account, Letter, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_SomebodyElsesAccount_Nothing()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var (mine, other) = (await host.SignInAsync(await fixture.NewUserAsync()), await host.SignInAsync(await fixture.NewUserAsync()));

        (await host.Get<AccountTest>().RunAsync(mine.User, other.Account, Letter, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_PasswordChangedAtTheProvider_SaysSoAndStops()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var user = await fixture.NewUserAsync();
        var person = await host.SignInAsync(user);
        await fixture.Server.AddUserAsync(user.Address, "another");

        var steps = (await host.Get<AccountTest>().RunAsync(person.User, person.Account, Letter, CancellationToken.None)).ShouldNotBeNull();

        var step = steps.ShouldHaveSingleItem();
        (step.Kind, step.Failure?.Code).ShouldBe((AccountTestKind.Reading, SignInFailure.WrongPassword));
    }
}
