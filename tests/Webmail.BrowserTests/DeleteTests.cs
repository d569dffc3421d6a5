using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class DeleteTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Delete_ThenUndo_MessageIsBackHereAndOnTheServer()
    {
        var person = await fixture.NewPersonAsync(6);
        var subject = SampleMail.Subject(3);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(6);

        await visitor.OpenAsync(subject);
        await visitor.Action("Delete").ClickAsync();
        await Expect(visitor.Row(subject)).Not.ToBeVisibleAsync();
        await visitor.ExpectStatusAsync("Message moved to Trash");
        await visitor.Page.KeepScreenAsync("mail-deleted");
        await fixture.Mail.HoldsAsync(person.Address, "Trash", subject);

        await visitor.Undo.ClickAsync();
        await Expect(visitor.Row(subject)).ToBeVisibleAsync();
        await visitor.ExpectCountAsync(6);
        await fixture.Mail.HoldsAsync(person.Address, "INBOX", subject);
        await Eventually.TrueAsync("Trash is empty again", async () => (await fixture.Mail.FolderAsync(person.Address, "Trash")).Count == 0);
    }

    [Fact]
    public async Task Archive_Message_IsInArchiveHereAndOnTheServer()
    {
        var person = await fixture.NewPersonAsync(3);
        var subject = SampleMail.Subject(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(3);

        await visitor.OpenAsync(subject);
        await visitor.Action("Archive").ClickAsync();
        await visitor.ExpectCountAsync(2);
        await visitor.Folder("Archive").ClickAsync();

        await Expect(visitor.Row(subject)).ToBeVisibleAsync();
        await fixture.Mail.HoldsAsync(person.Address, "Archive", subject);
    }
}
