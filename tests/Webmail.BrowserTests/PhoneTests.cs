using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class PhoneTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Phone_OpenThenBack_ListAgain()
    {
        var person = await fixture.NewPersonAsync(20);
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(20);
        await visitor.Page.KeepScreenAsync("phone-list");

        await visitor.Row(SampleMail.Subject(18)).TapAsync();
        await Expect(visitor.Article).ToBeVisibleAsync();
        await Expect(visitor.List).Not.ToBeInViewportAsync();
        await visitor.Page.KeepScreenAsync("phone-read");
        await visitor.Page.GoBackAsync();

        await Expect(visitor.List).ToBeInViewportAsync();
        await Expect(visitor.Article).Not.ToBeVisibleAsync();
        await Expect(visitor.Row(SampleMail.Subject(18))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Phone_Screens_DoNotScrollSideways()
    {
        var person = await fixture.NewPersonAsync(20);
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone);
        await visitor.Page.GotoAsync("/login");
        await ExpectNoSidewaysScrollAsync(visitor);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(20);
        await ExpectNoSidewaysScrollAsync(visitor);
        await visitor.Row(SampleMail.Subject(18)).TapAsync();
        await Expect(visitor.Article).ToBeVisibleAsync();
        await ExpectNoSidewaysScrollAsync(visitor);
        await visitor.Page.GoBackAsync();
        await visitor.Compose.TapAsync();
        await Expect(visitor.ComposerText).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync("phone-compose");
        await ExpectNoSidewaysScrollAsync(visitor);
    }

    private static async Task ExpectNoSidewaysScrollAsync(Visitor visitor) =>
        (await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0);
}
