using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

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

    [Fact]
    public async Task Draft_CircuitLostWhileTyping_TextStaysAndIsSaved()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var webmail = await fixture.StartWebmailAsync();
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(person);
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Before and after");
        await visitor.ComposerText.FillAsync("Written before the cut. ");
        await visitor.ExpectStatusAsync("Draft saved");

        await webmail.KillAsync();
        await visitor.ExpectStatusAsync("Reconnecting");
        await visitor.ComposerText.PressAsync("Control+End");
        await visitor.Page.Keyboard.TypeAsync("Written during the cut.");
        await webmail.StartAgainAsync();

        // The page comes back by itself, by a reload if it must; what was typed is on the server in the end.
        await using var elsewhere = await fixture.NewVisitorAsync(webmail: webmail);
        await elsewhere.SignInAsync(person);
        await Eventually.TrueAsync("the text of both times is saved", async () =>
        {
            var answer = await elsewhere.Page.APIRequest.GetAsync("/api/drafts/1");
            return (await answer.TextAsync()).Contains("Written before the cut. Written during the cut.", StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Draft_SessionExpiredWhileTyping_TextIsKeptAndGoesOnAfterSignIn()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Through the night");
        await visitor.ComposerText.FillAsync("Evening.");
        await visitor.ExpectStatusAsync("Draft saved");

        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.ComposerText.PressAsync("Control+End");
        await visitor.Page.Keyboard.TypeAsync(" Morning.");
        await Expect(visitor.Composer.GetByText("sign in again")).ToBeVisibleAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("Evening. Morning.");

        await visitor.Page.GotoAsync("/login");
        await visitor.SignInAsync(person);
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await visitor.Row("Through the night").ClickAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("Evening. Morning.");
    }

    [Fact]
    public async Task Attachment_AddedInTheComposer_ArrivesWithTheMessage()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("With a file");
        await visitor.ComposerText.FillAsync("See the file.");

        var chooser = await visitor.Page.RunAndWaitForFileChooserAsync(() =>
            visitor.Composer.GetByRole(AriaRole.Button, new() { Name = "Attach files" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "Смета.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes("Итого: 100") });
        await Expect(visitor.Composer.GetByText("Смета.txt")).ToBeVisibleAsync();
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");

        await fixture.Mail.HoldsAsync(boris.Address, "INBOX", "With a file");
        using var client = await fixture.Mail.ImapClientAsync(boris.Address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(MailKit.FolderAccess.ReadOnly);
        var part = (await inbox.GetMessageAsync(0)).Attachments.OfType<MimeKit.MimePart>().Single();
        part.FileName.ShouldBe("Смета.txt");
        ((MimeKit.TextPart)part).Text.Trim().ShouldBe("Итого: 100");
    }
}
