using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class LanguageTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Russian_Browser_RussianScreensAndPlurals()
    {
        var person = await fixture.NewPersonAsync(12);
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");

        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(12);

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", new Regex("^ru"));
        var unread = Enumerable.Range(0, 12).Count(number => !SampleMail.IsSeen(number, 12));
        unread.ShouldBe(11);
        await Expect(visitor.Folder("Входящие")).ToHaveAttributeAsync("aria-label", "Входящие, 11 непрочитанных");
        await Expect(visitor.Compose).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync("mail-russian");
    }

    [Fact]
    public async Task Russian_NewMailComes_TheScreenStaysRussian()
    {
        var person = await fixture.NewPersonAsync(1);
        // The mailbox begins to run for somebody who reads English; what it reports must not bring that language along.
        await using var english = await fixture.NewVisitorAsync();
        await english.SignInAsync(person);
        await english.ExpectCountAsync(1);
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(1);

        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(1, 2, person.Address));

        await visitor.ExpectCountAsync(2);
        await Expect(visitor.Folder("Входящие")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Входящие" })).ToBeVisibleAsync();
        await Expect(visitor.Page).ToHaveTitleAsync(new Regex("Входящие"));
    }

    [Fact]
    public async Task English_Browser_ReadsEveryRussianCharset()
    {
        var person = await fixture.NewPersonAsync(12);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(12);

        foreach (var number in new[] { 1, 3, 5 })
        {
            await visitor.OpenAsync(SampleMail.Subject(number));
            await Expect(visitor.Body.GetByText("Команда согласовала сроки").First).ToBeVisibleAsync();
            await Expect(visitor.Article.GetByText(SampleMail.Sender(number)).First).ToBeVisibleAsync();
        }

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }
}
