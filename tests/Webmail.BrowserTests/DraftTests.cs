using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

[Collection(BrowserTestGroup.Name)]
public sealed class DraftTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Draft_PageReloaded_TextIsStillThere()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("A thought");
        await visitor.ComposerText.FillAsync("Half of a thought");
        await visitor.ExpectStatusAsync("Draft saved");
        await visitor.Page.ReloadAsync();
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await visitor.Row("A thought").ClickAsync();

        await Expect(visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("A thought");
        await Expect(visitor.ComposerText).ToContainTextAsync("Half of a thought");
    }

    [Fact]
    public async Task Discard_ThenUndo_DraftIsBack()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Keep me");
        await visitor.ExpectStatusAsync("Draft saved");
        await visitor.Composer.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(visitor.Composer).Not.ToBeVisibleAsync();
        await visitor.Undo.ClickAsync();

        await Expect(visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("Keep me");
    }

    [Fact]
    public async Task Compose_FromMailtoLink_FieldsAreFilled()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        await visitor.Page.GotoAsync("/compose?to=friend%40example.test&subject=From%20a%20link");

        await Expect(visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("From a link");
        await Expect(visitor.Composer).ToContainTextAsync("friend@example.test");
    }
}
