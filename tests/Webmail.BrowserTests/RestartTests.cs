using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>What a person has done survives a power cut.</summary>
public sealed class RestartTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Product_KilledWithMailQueued_SentExactlyOnceAfterTheStart()
    {
        var anna = await fixture.NewPersonAsync(1);
        var boris = await fixture.NewPersonAsync();
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__Outbox__UndoSeconds", "5"));
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(anna);
        await visitor.ExpectCountAsync(1);
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Before the cut");
        await visitor.ComposerText.FillAsync("Still leaves");
        await visitor.ComposerText.PressAsync("Control+Enter");
        await Expect(visitor.Undo).ToBeVisibleAsync();

        await webmail.KillAsync();
        await webmail.StartAgainAsync();

        await fixture.Mail.HoldsAsync(boris.Address, "INBOX", "Before the cut");
        await fixture.Mail.HoldsAsync(anna.Address, "Sent", "Before the cut");
        (await fixture.Mail.FolderAsync(boris.Address, "INBOX")).Count.ShouldBe(1);
        (await fixture.Mail.FolderAsync(anna.Address, "Sent")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Product_Restarted_OpenPageComesBackByItself()
    {
        var person = await fixture.NewPersonAsync(4);
        await using var webmail = await fixture.StartWebmailAsync();
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);

        await webmail.KillAsync();
        await visitor.ExpectStatusAsync("Reconnecting");
        await webmail.StartAgainAsync();
        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(4, 5, person.Address));

        await visitor.ExpectCountAsync(5, timeoutMilliseconds: 60_000);
    }
}
