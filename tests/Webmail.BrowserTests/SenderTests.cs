using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>Whom a person writes as, and what stands below it.</summary>
public sealed class SenderTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task Signature_WrittenInTheSettings_StandsBelowANewMessageAndLeavesWithIt(Device device)
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync(device);
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/settings/senders");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Edit {anna.Address}" }).ClickAsync();
        await WriteSignatureAsync(visitor, "Anna Petrova");
        await visitor.Page.KeepScreenAsync($"sender-edit-{device}");
        await visitor.Page.ExpectAccessibleAsync();
        await visitor.Button("Save").ClickAsync();
        await visitor.ExpectStatusAsync("Saved");
        await visitor.Page.KeepScreenAsync($"senders-{device}");
        await visitor.Page.ExpectAccessibleAsync();

        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.Compose.ClickAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("Anna Petrova");
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("Signed");
        await visitor.ComposerText.PressAsync("Control+Home");
        await visitor.Page.Keyboard.TypeAsync("Hello");
        await visitor.Page.KeepScreenAsync($"compose-signature-{device}");
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");

        var message = await ReceivedAsync(boris.Address, "Signed");
        message.HtmlBody.ShouldNotBeNull().ShouldContain("Anna Petrova");
        message.HtmlBody.ShouldNotContain("data-signature");
        message.TextBody.ShouldNotBeNull().ShouldContain("-- ");
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task From_AnotherIdentity_SignatureFollowsAndTheMessageIsFromIt()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        var office = anna.Address.Replace("@", "+office@", StringComparison.Ordinal);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/settings/senders");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Edit {anna.Address}" }).ClickAsync();
        await WriteSignatureAsync(visitor, "Anna at home");
        await visitor.Button("Save").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Add an address to {anna.Address}" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("The office");
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Address", Exact = true }).FillAsync(office);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Answers go to" }).FillAsync(anna.Address);
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Send a hidden copy" }).CheckAsync();
        await WriteSignatureAsync(visitor, "Office signature");
        await visitor.Button("Save").ClickAsync();
        await visitor.ExpectStatusAsync("Saved");

        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("From the office");
        await Expect(visitor.ComposerText).ToContainTextAsync("Anna at home");
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "From" }).SelectOptionAsync(new SelectOptionValue { Label = $"The office <{office}>" });
        await Expect(visitor.ComposerText).ToContainTextAsync("Office signature");
        await Expect(visitor.ComposerText).Not.ToContainTextAsync("Anna at home");
        await visitor.ComposerText.PressAsync("Control+Home");
        await visitor.Page.Keyboard.TypeAsync("Hello");
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");

        var message = await ReceivedAsync(boris.Address, "From the office");
        message.From.Mailboxes.Single().Name.ShouldBe("The office");
        message.From.Mailboxes.Single().Address.ShouldBe(office);
        message.ReplyTo.Mailboxes.Single().Address.ShouldBe(anna.Address);
        message.Bcc.ShouldBeEmpty();
        await fixture.Mail.HoldsAsync(anna.Address, "INBOX", "From the office");
    }

    [Fact]
    public async Task Reply_ToAPlusAddress_OffersItAndAnswersFromIt()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        var shop = anna.Address.Replace("@", "+shop@", StringComparison.Ordinal);
        await fixture.Mail.DeliverAsync(anna.Address, Letter(boris.Address, shop, "Your order"));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.ExpectCountAsync(1);

        await visitor.OpenAsync("Your order");
        await visitor.Action("Reply").ClickAsync();
        await Expect(visitor.Composer.GetByRole(AriaRole.Note)).ToContainTextAsync(shop);
        await visitor.Page.KeepScreenAsync("compose-offered-address");
        await visitor.Button($"Answer from {shop}").ClickAsync();
        await Expect(visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "From" }).Locator("option:checked")).ToContainTextAsync(shop);
        await visitor.ComposerText.PressAsync("Control+Home");
        await visitor.Page.Keyboard.TypeAsync("Thanks");
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");
        (await ReceivedAsync(boris.Address, "Re: Your order")).From.Mailboxes.Single().Address.ShouldBe(shop);

        // From now on it is one of the senders: the next answer is from it without a question.
        await fixture.Mail.DeliverAsync(anna.Address, Letter(boris.Address, shop, "Second order"));
        await visitor.ExpectCountAsync(2);
        await visitor.OpenAsync("Second order");
        await visitor.Action("Reply").ClickAsync();
        await Expect(visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "From" }).Locator("option:checked")).ToContainTextAsync(shop);
        await Expect(visitor.Composer.GetByRole(AriaRole.Note)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Reply_ToAMailingList_GoesToTheList()
    {
        var anna = await fixture.NewPersonAsync();
        var letter = Letter("boris@example.test", "list@example.test", "On the list");
        letter.Headers.Add("List-Post", "<mailto:list@example.test>");
        await fixture.Mail.DeliverAsync(anna.Address, letter);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.ExpectCountAsync(1);
        await visitor.OpenAsync("On the list");
        await Expect(visitor.Body.GetByText("Text")).ToBeVisibleAsync();

        await visitor.Action("More actions").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply to list" }).ClickAsync();

        await Expect(visitor.Composer).ToContainTextAsync("list@example.test");
        await Expect(visitor.Composer.GetByRole(AriaRole.Button, new() { Name = "Remove boris@example.test" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Send_ToSomebodyKnownByAnotherAccount_AsksFirst()
    {
        var anna = await fixture.NewPersonAsync();
        var work = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        var sent = Letter(work.Address, boris.Address, "Earlier");
        using (var client = await fixture.Mail.ImapClientAsync(work.Address))
            await (await client.GetFolderAsync("Sent")).AppendAsync(new MailKit.AppendRequest(sent, MailKit.MessageFlags.Seen));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/settings/accounts/add");
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(work.Address);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Password", Exact = true }).FillAsync(work.Password);
        await visitor.Button("Add account").ClickAsync();
        await visitor.ExpectStatusAsync("The mailbox was added");
        await visitor.Page.GotoAsync("/mail/sent");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(1);

        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(boris.Address);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync("From the wrong one");
        await visitor.ComposerText.FillAsync("Hello");
        await visitor.Button("Send").ClickAsync();
        await Expect(visitor.Composer.GetByRole(AriaRole.Alert)).ToContainTextAsync($"from {work.Address}");
        await visitor.Button("Not yet").ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "From" }).SelectOptionAsync(new SelectOptionValue { Label = work.Address });
        await visitor.Button("Send").ClickAsync();

        await visitor.ExpectStatusAsync("Message sent");
        (await ReceivedAsync(boris.Address, "From the wrong one")).From.Mailboxes.Single().Address.ShouldBe(work.Address);
    }

    [Fact]
    public async Task Senders_InRussian_AnAddressThatIsNone_SaysWhatToDo()
    {
        var anna = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU", theme: ColorScheme.Dark);
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/settings/senders");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Добавить адрес к {anna.Address}" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Адрес", Exact = true }).FillAsync("anna..petrova@example.org");
        await visitor.Button("Сохранить").ClickAsync();

        await Expect(visitor.Alert).ToContainTextAsync("С такого адреса отправить нельзя");
        await visitor.Page.KeepScreenAsync("senders-ru-dark");
        await visitor.Page.ExpectAccessibleAsync();
    }

    private static MimeMessage Letter(string from, string to, string subject)
    {
        var letter = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Text" } };
        letter.From.Add(new MailboxAddress("", from));
        letter.To.Add(new MailboxAddress("", to));
        return letter;
    }

    private static async Task WriteSignatureAsync(Visitor visitor, string text)
    {
        await Expect(visitor.Page.GetByRole(AriaRole.Group, new() { Name = "Formatting: Signature", Exact = true })).ToBeVisibleAsync();
        var field = visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Signature", Exact = true });
        await field.ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.TypeAsync(text);
    }

    private async Task<MimeMessage> ReceivedAsync(string address, string subject)
    {
        await fixture.Mail.HoldsAsync(address, "INBOX", subject);
        using var client = await fixture.Mail.ImapClientAsync(address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(MailKit.FolderAccess.ReadOnly);
        return await inbox.GetMessageAsync(0);
    }
}
