using MailKit;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>The journey the product is for: read, answer, and the other side has it.</summary>
public sealed class ReplyTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Reply_ToMessage_SentFiledAnsweredAndSeenByTheOtherWithoutReload()
    {
        var anna = await fixture.NewPersonAsync(messages: 5);
        var boris = await fixture.NewPersonAsync(messages: 1);
        const string Subject = "Shall we meet on Friday?";
        const string Reply = "Re: " + Subject;
        await fixture.Mail.DeliverAsync(anna.Address, Letter(boris.Address, anna.Address, Subject, "Friday at ten?"));
        await using var annas = await fixture.NewVisitorAsync();
        await using var boriss = await fixture.NewVisitorAsync();
        await boriss.SignInAsync(boris);
        await boriss.ExpectCountAsync(1);
        await annas.SignInAsync(anna);
        await annas.ExpectCountAsync(6);

        await annas.OpenAsync(Subject);
        await Expect(annas.Body.GetByText("Friday at ten?")).ToBeVisibleAsync();
        await annas.Page.KeepScreenAsync("mail-open");
        await annas.Action("Reply").ClickAsync();
        await Expect(annas.ComposerText).ToBeVisibleAsync();
        await annas.ComposerText.PressAsync("Control+Home");
        await annas.Page.Keyboard.TypeAsync("Ten is fine. Жду!");
        await annas.Page.KeepScreenAsync("mail-reply");
        await annas.Composer.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await annas.ExpectStatusAsync("Message sent");

        // Boris has not touched anything.
        await Expect(boriss.Row(Reply)).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await boriss.OpenAsync(Reply);
        await Expect(boriss.Body.GetByText("Ten is fine. Жду!").First).ToBeVisibleAsync();
        await Expect(boriss.Body.GetByText("Friday at ten?").First).ToBeVisibleAsync();

        await fixture.Mail.HoldsAsync(anna.Address, "Sent", Reply);
        var original = (await fixture.Mail.FolderAsync(anna.Address, "INBOX")).Single(message => message.Envelope?.Subject == Subject);
        var sent = (await fixture.Mail.FolderAsync(anna.Address, "Sent")).Where(message => message.Envelope?.Subject == Reply).ToList();
        sent.Count.ShouldBe(1);
        sent[0].Envelope?.InReplyTo.ShouldBe(original.Envelope?.MessageId);
        await Eventually.TrueAsync("the original is marked as answered", async () =>
            (await fixture.Mail.FolderAsync(anna.Address, "INBOX")).Single(message => message.Envelope?.Subject == Subject).Flags is { } flags
                && flags.HasFlag(MessageFlags.Answered) && flags.HasFlag(MessageFlags.Seen));
        (await fixture.Mail.FolderAsync(boris.Address, "INBOX")).Count(message => message.Envelope?.Subject == Reply).ShouldBe(1);
        annas.Errors.Concat(boriss.Errors).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_Undo_BringsTheTextBackAndNothingLeaves()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__Outbox__UndoSeconds", "20"));
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(anna);

        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(Microsoft.Playwright.AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Not yet");
        await visitor.ComposerText.FillAsync("I am not sure");
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.Undo.ClickAsync();

        await Expect(visitor.Composer.GetByRole(Microsoft.Playwright.AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("Not yet");
        (await fixture.Mail.FolderAsync(boris.Address, "INBOX")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_NoRecipient_SaysSoAndKeepsTheText()
    {
        var anna = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);

        await visitor.Compose.ClickAsync();
        await visitor.ComposerText.FillAsync("To whom?");
        await visitor.Composer.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(visitor.Composer.GetByText("at least one recipient")).ToBeVisibleAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("To whom?");
    }

    private static MimeMessage Letter(string from, string to, string subject, string text)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress("Boris", from));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
