using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class SecondMailboxTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task Add_SecondMailbox_UnifiedInboxHoldsBoth(Device device)
    {
        var person = await fixture.NewPersonAsync(3);
        var second = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(second.Address, SampleMail.Create(7, 8, second.Address));
        await using var visitor = await fixture.NewVisitorAsync(device);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(3);

        await visitor.Page.GotoAsync("/settings/accounts");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Add account" }).ClickAsync();
        await visitor.Page.KeepScreenAsync($"add-account-{device}".ToLowerInvariant());
        await visitor.Page.ExpectAccessibleAsync();
        await AddAsync(visitor, second.Address, second.Password);
        await visitor.ExpectStatusAsync("The mailbox was added");
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await visitor.Page.KeepScreenAsync($"accounts-{device}".ToLowerInvariant());
        await visitor.Page.ExpectAccessibleAsync();

        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("/mail/inbox$"));
        await visitor.ExpectCountAsync(4);
        await Expect(visitor.Row(SampleMail.Subject(7))).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync($"unified-{device}".ToLowerInvariant());
        if (device == Device.Desktop)
        {
            await Expect(visitor.Page.GetByRole(AriaRole.Treeitem, new() { NameRegex = new Regex(Regex.Escape(person.Address)) })).ToHaveAttributeAsync("aria-expanded", "true");
            await visitor.Page.GetByRole(AriaRole.Treeitem, new() { NameRegex = new Regex(Regex.Escape(second.Address)) }).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Treeitem, new() { NameRegex = new Regex("^Inbox") })).ToHaveCountAsync(3);
            await visitor.Compose.ClickAsync();
            await Expect(visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "From" }).Locator("option")).ToHaveCountAsync(2);
        }
    }

    [Fact]
    public async Task MoreActions_MoveIntoAnotherMailbox_TheOtherServerHasIt()
    {
        var person = await fixture.NewPersonAsync(2);
        var second = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.Page.GotoAsync("/settings/accounts/add");
        await AddAsync(visitor, second.Address, second.Password);
        await visitor.ExpectStatusAsync("The mailbox was added");
        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(3);
        await visitor.OpenAsync(SampleMail.Subject(1));

        await visitor.Action("More actions").ClickAsync();
        var more = visitor.Page.GetByRole(AriaRole.Menu, new() { Name = "More actions" });
        await Expect(more.GetByRole(AriaRole.Menuitem, new() { Name = "Copy to…" })).ToBeVisibleAsync();
        await more.GetByRole(AriaRole.Menuitem, new() { Name = "Move to…" }).ClickAsync();
        var other = visitor.Page.GetByRole(AriaRole.Menu, new() { Name = "Move to…" }).GetByRole(AriaRole.Group, new() { Name = second.Address });
        await visitor.Page.KeepScreenAsync("move-to-another-mailbox");
        await visitor.Page.ExpectAccessibleAsync();
        await other.GetByRole(AriaRole.Menuitem, new() { Name = "Trash" }).ClickAsync();

        await visitor.ExpectStatusAsync("moved to Trash");
        await visitor.ExpectCountAsync(2);
        await fixture.Mail.HoldsAsync(second.Address, "Trash", SampleMail.Subject(1));
    }

    [Fact]
    public async Task Add_WrongPasswordOrOwnMailbox_SaysWhatToDo()
    {
        var person = await fixture.NewPersonAsync(1);
        var second = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        await visitor.Page.GotoAsync("/settings/accounts/add");
        await AddAsync(visitor, second.Address, "wrong");
        await Expect(visitor.Alert).ToContainTextAsync("The address or the password is wrong");
        await Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" })).ToHaveValueAsync(second.Address);

        // A mailbox that is here already is not added twice: it gets the password that its server took.
        await AddAsync(visitor, person.Address, person.Password);
        await visitor.ExpectStatusAsync("goes on with the new password");
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Add_UnknownDomain_AsksForServersAndRefusesPrivateOnes()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);

        await visitor.Page.GotoAsync("/settings/accounts/add");
        await AddAsync(visitor, "ann@nowhere.example", "secret");
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "IMAP server" }).FillAsync("127.0.0.1");
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "IMAP port" }).FillAsync(fixture.Mail.Ports.Imaps.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "SMTP server" }).FillAsync("127.0.0.1");
        await visitor.Page.KeepScreenAsync("add-account-servers");
        await visitor.Page.ExpectAccessibleAsync();
        await AddAsync(visitor, "ann@nowhere.example", "secret");

        await Expect(visitor.Alert).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/settings/accounts");
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Remove_TheSecond_LeavesTheFirst_WhichIsNeededToSignIn()
    {
        var person = await fixture.NewPersonAsync(2);
        var second = await fixture.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");
        await visitor.SignInAsync(person);
        await visitor.Page.GotoAsync("/settings/accounts/add");
        await AddAsync(visitor, second.Address, second.Password, "Адрес почты", "Пароль", "Добавить ящик");
        await visitor.ExpectStatusAsync("Ящик добавлен");

        await visitor.Page.GetByRole(AriaRole.Group, new() { Name = $"Цвет ящика {second.Address}" }).GetByRole(AriaRole.Button, new() { Name = "Цвет 5" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Group, new() { Name = $"Цвет ящика {second.Address}" }).GetByRole(AriaRole.Button, new() { Name = "Цвет 5" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Убрать {person.Address}" })).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = $"Убрать {second.Address}" }).ClickAsync();
        await visitor.Page.KeepScreenAsync("account-remove");
        await visitor.Button("Убрать ящик").ClickAsync();

        await visitor.ExpectStatusAsync("Ящик убран");
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        (await fixture.Mail.FolderAsync(second.Address, "INBOX")).Count.ShouldBe(2);
    }

    private static async Task AddAsync(Visitor visitor, string address, string password, string addressName = "Email address", string passwordName = "Password", string add = "Add account")
    {
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = addressName }).FillAsync(address);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = passwordName, Exact = true }).FillAsync(password);
        await visitor.Button(add).ClickAsync();
    }
}
