using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>Several messages being written at once.</summary>
public sealed class SeveralComposersTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Compose_Second_TheFirstIsMinimisedBesideItAndBothAreKeptOverAReload()
    {
        var anna = await fixture.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Compose.ClickAsync();
        await SubjectIn(visitor.Composer).FillAsync("The first");
        await visitor.ExpectStatusAsync("Draft saved");
        await visitor.Compose.ClickAsync();

        await Expect(visitor.Composer).ToHaveCountAsync(2);
        await SubjectIn(Front(visitor)).FillAsync("The second");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "The first" })).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true })).ToHaveCountAsync(1);
        await visitor.Page.KeepScreenAsync("compose-two");
        await visitor.Page.ExpectAccessibleAsync();

        // Both fit side by side on this screen.
        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "The first" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true })).ToHaveCountAsync(2);
        await visitor.Page.KeepScreenAsync("compose-two-open");

        await visitor.Page.ReloadAsync();
        await visitor.ReadyAsync();
        await Expect(visitor.Composer).ToHaveCountAsync(2);
        await visitor.Page.SetViewportSizeAsync(1000, 800);
        await Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true })).ToHaveCountAsync(1);
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Compose_MoreThanFit_TheOldestIsKeptAsADraft()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Page.SetViewportSizeAsync(1210, 800);
        foreach (var subject in new[] { "One", "Two", "Three" })
        {
            await visitor.Compose.ClickAsync();
            await SubjectIn(Front(visitor)).FillAsync(subject);
        }

        await Expect(visitor.Composer).ToHaveCountAsync(2);
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await Expect(visitor.Row("One")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Compose_SecondOnAPhone_TheFirstIsADraft()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone);
        await visitor.SignInAsync(anna);
        await visitor.Compose.ClickAsync();
        await SubjectIn(visitor.Composer).FillAsync("On the phone");
        await visitor.Page.KeepScreenAsync("compose-phone-alone");
        await visitor.Page.EvaluateAsync("document.querySelector('[data-compose=\"New\"]').click()");

        await Expect(visitor.Composer).ToHaveCountAsync(1);
        await Expect(SubjectIn(visitor.Composer)).ToHaveValueAsync("");
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await Expect(visitor.Row("On the phone")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Reload_WhileWriting_TheCaretIsWhereItWas()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Compose.ClickAsync();
        await visitor.ComposerText.ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("Hello dear world");
        for (var i = 0; i < 6; i++)
            await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        await visitor.Page.Keyboard.TypeAsync("!");

        await visitor.Page.ReloadAsync();
        await visitor.ReadyAsync();
        await Expect(visitor.ComposerText).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("?");

        await Expect(visitor.ComposerText).ToContainTextAsync("Hello dear!? world");
    }

    // The one that is not minimised.
    private static ILocator Front(Visitor visitor) => visitor.Composer.Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message text", Exact = true }) });

    private static ILocator SubjectIn(ILocator composer) => composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" });
}
