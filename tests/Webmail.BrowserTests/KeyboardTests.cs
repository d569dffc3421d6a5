using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class KeyboardTests(BrowserFixture fixture)
{
    private const int Count = 600;

    [Fact]
    public async Task List_ArrowsHomeEnd_ReachEveryMessage()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);

        await visitor.Row(SampleMail.Subject(Count - 1)).ClickAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.GetByRole(AriaRole.Article, new() { Name = SampleMail.Subject(Count - 2) })).ToBeVisibleAsync();

        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(visitor.Row(SampleMail.Subject(0))).ToBeVisibleAsync();
        await Expect(visitor.Row(SampleMail.Subject(0))).ToHaveAttributeAsync("aria-rowindex", Count.ToString(System.Globalization.CultureInfo.InvariantCulture));

        await visitor.Page.Keyboard.PressAsync("Home");
        await Expect(visitor.Row(SampleMail.Subject(Count - 1))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task List_ControlA_SelectsTheWholeView()
    {
        var person = await fixture.NewPersonAsync(150);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(150);

        await visitor.Rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.KeepScreenAsync("mail-selection");
        await visitor.Page.Keyboard.PressAsync("Delete");

        await visitor.ExpectCountAsync(0);
        await Eventually.TrueAsync("all are in Trash", async () => (await fixture.Mail.FolderAsync(person.Address, "Trash")).Count == 150);
    }

    [Fact]
    public async Task Keys_ComposeReplyEscapeSearch_Work()
    {
        var person = await fixture.NewPersonAsync(4);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);

        await visitor.OpenAsync(SampleMail.Subject(2));
        await visitor.Page.Keyboard.PressAsync("r");
        await Expect(visitor.ComposerText).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Composer).Not.ToBeVisibleAsync();

        await visitor.Page.Keyboard.PressAsync("c");
        await Expect(visitor.Composer).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await visitor.Page.Keyboard.PressAsync("g");
        await visitor.Page.Keyboard.PressAsync("s");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/mail/(sent|\\d+)"));
    }

    [Fact]
    public async Task Keys_StarAndUnread_ReachTheServer()
    {
        var person = await fixture.NewPersonAsync(30);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(30);

        var subject = SampleMail.Subject(29);
        await visitor.OpenAsync(subject);
        await Eventually.TrueAsync("it is seen", async () => (await FlagsAsync(person.Address, subject)).HasFlag(MailKit.MessageFlags.Seen));
        await visitor.Page.Keyboard.PressAsync("s");
        await visitor.Page.Keyboard.PressAsync("u");

        await Eventually.TrueAsync("it is starred and unread", async () =>
            await FlagsAsync(person.Address, subject) is var flags && flags.HasFlag(MailKit.MessageFlags.Flagged) && !flags.HasFlag(MailKit.MessageFlags.Seen));
        await Expect(visitor.List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^unread,.*" + Regex.Escape(subject)) })).ToBeVisibleAsync();
    }

    private async Task<MailKit.MessageFlags> FlagsAsync(string address, string subject) =>
        (await fixture.Mail.FolderAsync(address, "INBOX")).Single(message => message.Envelope?.Subject == subject).Flags ?? MailKit.MessageFlags.None;
}
