using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>What an administrator does on the pages beyond letting one person in.</summary>
public sealed class AdminPagesTests(BrowserFixture fixture)
{
    private const string OwnPassword = "another long password";

    [Fact]
    public async Task Invited_ByALinkThatWorksOnce_SetsAPassword_AndReadsTheMailboxTheyWereGiven()
    {
        var mailbox = await fixture.NewPersonAsync(3);
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__SignIn__Mailbox", "false"));
        await using var admin = await fixture.NewVisitorAsync(webmail: webmail);
        await admin.Page.SetUpAsync(webmail);

        await admin.Page.GotoAsync("/admin/people");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Invite person" }).ClickAsync();
        var form = admin.Page.GetByRole(AriaRole.Dialog, new() { Name = "Invite person" });
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("Vera Belova");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync("vera@company.test");
        await form.GetByRole(AriaRole.Button, new() { Name = "Create the link" }).ClickAsync();
        var link = await admin.Page.GetByRole(AriaRole.Textbox, new() { Name = "One-time link" }).InputValueAsync();

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Add mailbox" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(mailbox.Address);
        await admin.Page.GetByLabel("Mailbox password").FillAsync("not the password");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Test and add" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await admin.Page.GetByLabel("Mailbox password").FillAsync(mailbox.Password);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Test and add" }).ClickAsync();
        var given = admin.Page.GetByRole(AriaRole.List, new() { Name = "Mailboxes" });
        await Expect(given.GetByText(mailbox.Address)).ToBeVisibleAsync();
        (await admin.Page.ContentAsync()).ShouldNotContain(mailbox.Password);
        await given.GetByRole(AriaRole.Button, new() { Name = $"Test {mailbox.Address}" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.List, new() { Name = "Steps" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(5);

        await using var vera = await fixture.NewVisitorAsync(webmail: webmail);
        await vera.Page.GotoAsync(link);
        await Expect(vera.Page.GetByRole(AriaRole.Heading, new() { Name = "Welcome, Vera Belova" })).ToBeVisibleAsync();
        await vera.Page.ExpectAccessibleAsync();
        await vera.Page.GetByLabel("New password").FillAsync(OwnPassword);
        await vera.Page.GetByRole(AriaRole.Button, new() { Name = "Set password and sign in" }).ClickAsync();
        await vera.Page.WaitForURLAsync("**/settings/accounts/add");
        await vera.Page.GotoAsync("/mail");
        await vera.ReadyAsync();
        await vera.ExpectCountAsync(3);

        await using var late = await fixture.NewVisitorAsync(webmail: webmail);
        (await late.Page.GotoAsync(link)).ShouldNotBeNull().Status.ShouldBe(404);
        await late.TrySignInAsync("vera@company.test", OwnPassword);
        await late.Page.WaitForURLAsync(new Regex("/mail"));
    }

    [Fact]
    public async Task Person_SignedOutAndDeleted_IsGone_AndTheLogSaysSo()
    {
        var boris = await fixture.NewPersonAsync(2);
        await using var webmail = await fixture.StartWebmailAsync();
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(boris);
        await visitor.ExpectCountAsync(2);
        await using var admin = await fixture.NewVisitorAsync(webmail: webmail);
        await admin.Page.SetUpAsync(webmail);

        await admin.Page.GotoAsync("/admin/people/1/sessions");
        await Expect(admin.Page.GetByRole(AriaRole.List, new() { Name = "Sessions" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(admin.Page.GetByText("Not signed in anywhere.")).ToBeVisibleAsync();
        // The page that was open does not wait for its next request.
        await visitor.Page.WaitForURLAsync(new Regex("/login"));

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();
        await Expect(admin.Page.GetByText("Stays: everything on their mail servers.")).ToBeVisibleAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Delete the person" }).ClickAsync();
        await Expect(admin.Page.GetByText("The person was deleted.")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link)).ToHaveCountAsync(1);

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Audit log" }).ClickAsync();
        var log = admin.Page.GetByRole(AriaRole.Table, new() { Name = "Audit log" });
        await Expect(log.GetByRole(AriaRole.Rowheader).Filter(new() { HasText = "Person deleted" })).ToContainTextAsync(boris.Address);
        await Expect(log.GetByRole(AriaRole.Rowheader).Filter(new() { HasText = "Signed out everywhere" })).ToHaveCountAsync(1);
        (await log.InnerTextAsync()).ShouldNotContain(boris.Password);
    }

    [Fact]
    public async Task Provider_AddedChangedAndSwitchedOff_HoldsAtOnce()
    {
        var olga = await fixture.NewPersonAsync(1);
        await using var webmail = await fixture.StartWebmailAsync();
        await using var admin = await fixture.NewVisitorAsync(webmail: webmail);
        await admin.Page.SetUpAsync(webmail);
        await admin.Page.GotoAsync("/admin/providers");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Add provider" }).ClickAsync();
        var form = admin.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add provider" });
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("Warehouse");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Domains" }).FillAsync("test.local");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "IMAP server" }).FillAsync("imap.warehouse.test");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Another provider of yours");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Domains" }).FillAsync("warehouse.test, *.warehouse.test");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var added = admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Warehouse" });
        await Expect(added).ToContainTextAsync("imap.warehouse.test:993");
        await added.GetByRole(AriaRole.Link).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Textbox, new() { Name = "IMAP port" }).FillAsync("1993");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(added).ToContainTextAsync("imap.warehouse.test:1993");

        var own = admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "test.local" });
        await own.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Switch off") }).ClickAsync();
        await Expect(own.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Switch on") })).ToBeVisibleAsync();
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.TrySignInAsync(olga.Address, olga.Password);
        await Expect(visitor.Alert).ToContainTextAsync("No new mailboxes of this provider");
        await own.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Switch on") }).ClickAsync();
        await Expect(own.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Switch off") })).ToBeVisibleAsync();

        await admin.Page.GotoAsync("/admin/sign-in");
        await admin.Page.GetByRole(AriaRole.Switch, new() { NameRegex = new Regex("^Anyone with a mailbox") }).UncheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(admin.Page.GetByText("These rules were set here")).ToBeVisibleAsync();
        await visitor.TrySignInAsync(olga.Address, olga.Password);
        await Expect(visitor.Alert).ToContainTextAsync("This provider is not allowed");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Go back to the configuration" }).ClickAsync();
        await Expect(admin.Page.GetByText("These rules come from the configuration")).ToBeVisibleAsync();
        await visitor.SignInAsync(olga);
        await visitor.ExpectCountAsync(1);
    }
}
