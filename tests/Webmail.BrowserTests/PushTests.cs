using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class PushTests(BrowserFixture fixture)
{
    [Fact]
    public async Task NewMail_TwoBrowsers_BothShowItWithoutReload()
    {
        var person = await fixture.NewPersonAsync(2);
        await using var desktop = await fixture.NewVisitorAsync();
        await using var phone = await fixture.NewVisitorAsync(Device.Phone);
        await desktop.SignInAsync(person);
        await phone.SignInAsync(person);
        await desktop.ExpectCountAsync(2);
        await phone.ExpectCountAsync(2);

        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(2, 3, person.Address));

        await Expect(desktop.Row(SampleMail.Subject(2))).ToBeVisibleAsync(new() { Timeout = 5_000 });
        await Expect(phone.Row(SampleMail.Subject(2))).ToBeVisibleAsync(new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task Read_InOneBrowser_ShownInTheOther()
    {
        var person = await fixture.NewPersonAsync(20);
        await using var first = await fixture.NewVisitorAsync();
        await using var second = await fixture.NewVisitorAsync();
        await first.SignInAsync(person);
        await second.SignInAsync(person);
        await first.ExpectCountAsync(20);
        await second.ExpectCountAsync(20);

        await first.OpenAsync(SampleMail.Subject(19));

        // Opening marks it as read; the other browser sees that.
        await Expect(second.List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^unread,.*" + SampleMail.Subject(19)) })).Not.ToBeVisibleAsync(new() { Timeout = 5_000 });
        await Expect(second.Row(SampleMail.Subject(19))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Expunge_ByAnotherClient_ShownWithoutReload()
    {
        var person = await fixture.NewPersonAsync(3);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(3);

        using (var client = await fixture.Mail.ImapClientAsync(person.Address))
        {
            var inbox = client.Inbox.ShouldNotBeNull();
            await inbox.OpenAsync(MailKit.FolderAccess.ReadWrite);
            await inbox.StoreAsync(0, new MailKit.StoreFlagsRequest(MailKit.StoreAction.Add, MailKit.MessageFlags.Deleted) { Silent = true });
            await inbox.ExpungeAsync();
        }

        await visitor.ExpectCountAsync(2, timeoutMilliseconds: 10_000);
        await Expect(visitor.Row(SampleMail.Subject(0))).Not.ToBeVisibleAsync();
    }
}
