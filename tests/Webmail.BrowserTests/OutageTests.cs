using System.Text.RegularExpressions;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>The screen reads our index: a mail server that does not answer stops nobody.</summary>
[Collection(Outages.Name)]
public sealed class OutageTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Dovecot_Frozen_FoldersOpenAndActionsStickAtOnce()
    {
        var person = await fixture.NewPersonAsync(200);
        await fixture.Mail.SeedAsync(person.Address, 40, "Archive");
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(200);
        await visitor.Folder("Archive").ClickAsync();
        await visitor.ExpectCountAsync(40);
        await visitor.Folder("Inbox").ClickAsync();
        await visitor.ExpectCountAsync(200);

        fixture.Mail.Suspend();
        try
        {
            await visitor.Folder("Archive").ClickAsync();
            await visitor.ExpectCountAsync(40, timeoutMilliseconds: 2_000);
            await visitor.Folder("Inbox").ClickAsync();
            await visitor.ExpectCountAsync(200, timeoutMilliseconds: 2_000);
            await visitor.Page.ReloadAsync();
            await visitor.ReadyAsync();
            await visitor.ExpectCountAsync(200, timeoutMilliseconds: 5_000);

            await visitor.Row(SampleMail.Subject(199)).ClickAsync();
            await visitor.Action("Delete").ClickAsync();
            await visitor.ExpectCountAsync(199, timeoutMilliseconds: 2_000);
        }
        finally
        {
            fixture.Mail.Resume();
        }

        await fixture.Mail.HoldsAsync(person.Address, "Trash", SampleMail.Subject(199));
        await Expect(visitor.Row(SampleMail.Subject(199))).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Dovecot_Restarted_NewMailArrivesByItself()
    {
        var person = await fixture.NewPersonAsync(3);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(3);

        await fixture.Mail.StopDovecotAsync();
        await fixture.Mail.StartDovecotAsync();
        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(3, 4, person.Address));

        await visitor.ExpectCountAsync(4, timeoutMilliseconds: 60_000);
    }

    [Fact]
    public async Task SignIn_ServerDown_AlertDoesNotBlameThePassword()
    {
        var person = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await fixture.Mail.StopDovecotAsync();
        try
        {
            await visitor.TrySignInAsync(person.Address, person.Password);
            await Expect(visitor.Alert).Not.ToContainTextAsync(new Regex("wrong|incorrect", RegexOptions.IgnoreCase));
            await Expect(visitor.Alert).ToContainTextAsync(new Regex("server|reach", RegexOptions.IgnoreCase));
        }
        finally
        {
            await fixture.Mail.StartDovecotAsync();
        }
    }
}
