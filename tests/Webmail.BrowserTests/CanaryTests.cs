using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>A function that any script of a message would call, wherever the message is shown: it never is.</summary>
public sealed class CanaryTests(BrowserFixture fixture)
{
    private const string Markup = "<img src=x onerror=canary()>";

    [Fact]
    public async Task Canary_InListPaneReplyDraftPreviewAndPrint_IsNeverCalled()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, Message(person.Address));
        await using var visitor = await fixture.NewVisitorAsync();
        var calls = 0;
        await visitor.Page.Context.ExposeFunctionAsync("canary", () => { calls++; });
        await visitor.SignInAsync(person);

        await Expect(visitor.Row("Canary")).ToContainTextAsync(Markup);
        await visitor.Row("Canary").ClickAsync();
        await Expect(visitor.Body.GetByText("The text is shown")).ToBeVisibleAsync();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Body.GetByText("The text is shown")).ToBeVisibleAsync();
        await Expect(visitor.List).ToBeHiddenAsync();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });

        var preview = await visitor.Page.Context.RunAndWaitForPageAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Preview page") }).ClickAsync());
        await Expect(preview.GetByText("<script>canary()</script>")).ToBeVisibleAsync();
        await preview.CloseAsync();

        await visitor.Action("Reply").ClickAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("The text is shown");
        await visitor.ComposerText.PressSequentiallyAsync("Answer ");
        await visitor.Button("Save draft").ClickAsync();
        await visitor.ExpectStatusAsync("Draft saved");

        calls.ShouldBe(0);
    }

    private static MimeMessage Message(string to)
    {
        var body = new BodyBuilder
        {
            HtmlBody = $"<p>The text is shown</p>{Markup}<script>canary()</script><svg onload=canary()></svg><a href=\"javascript:canary()\">x</a>",
            TextBody = $"The text is shown\n{Markup}<script>canary()</script>",
        };
        body.Attachments.Add("page" + Markup.Trim('<', '>') + ".html", Encoding.UTF8.GetBytes("<p>Page</p><script>canary()</script>"), new ContentType("text", "html"));
        return new MimeMessage([new MailboxAddress(Markup, "stranger@sender.example")], [MailboxAddress.Parse(to)], $"Canary {Markup}", body.ToMessageBody());
    }
}
