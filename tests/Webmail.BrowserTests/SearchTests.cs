using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class SearchTests(BrowserFixture fixture)
{
    // Of 40 sample messages, 9, 21 and 33 are about a договор.
    private const int Count = 40;

    [Fact]
    public async Task Search_TypedOpenedReloadedLeft_TheAddressIsItsState()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);
        var box = visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search mail" });

        await visitor.Page.Keyboard.PressAsync("/");
        await Expect(box).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("догов");
        await visitor.ExpectCountAsync(3);
        await visitor.Page.Keyboard.TypeAsync("орами");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ExpectCountAsync(3);
        await Expect(box).ToHaveValueAsync("договорами");
        await Expect(visitor.Rows.First.Locator("mark")).ToHaveTextAsync("договора");
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("q=%D0%B4"));
        await visitor.Page.ExpectAccessibleAsync();
        await visitor.Page.KeepScreenAsync("search");

        await visitor.OpenAsync(SampleMail.Subject(21));
        await visitor.Page.ReloadAsync();
        await visitor.ReadyAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Article, new() { Name = SampleMail.Subject(21) })).ToBeVisibleAsync();
        await visitor.ExpectCountAsync(3);
        await Expect(box).ToHaveValueAsync("договорами");

        await visitor.Page.GoBackAsync();
        await Expect(visitor.Article).ToHaveCountAsync(0);
        await visitor.ExpectCountAsync(3);
        await box.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ExpectCountAsync(Count);
        await Expect(box).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Search_ArrowDownFromTheBox_EntersTheResult()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);

        await visitor.Page.GetByRole(AriaRole.Searchbox).FillAsync("from:белова");
        await visitor.ExpectCountAsync(Enumerable.Range(0, Count).Count(number => SampleMail.Sender(number) == "Анна Белова"));
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Rows.First).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Article).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.ExpectCountAsync(Count);
    }

    [Fact]
    public async Task Search_ChipsAndArchive_ActOnTheResult()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);
        var box = visitor.Page.GetByRole(AriaRole.Searchbox);

        await box.FillAsync("invoice");
        var invoices = Enumerable.Range(0, Count).Where(number => SampleMail.Subject(number).StartsWith("Invoice", StringComparison.Ordinal)).ToList();
        await visitor.ExpectCountAsync(invoices.Count);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Unread", Exact = true }).ClickAsync();
        var unread = invoices.Where(number => !SampleMail.IsSeen(number, Count)).ToList();
        await visitor.ExpectCountAsync(unread.Count);
        await Expect(box).ToHaveValueAsync("invoice is:unread ");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Unread", Exact = true }).ClickAsync();
        await visitor.ExpectCountAsync(invoices.Count);

        await visitor.Button("Only “Inbox”").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("scope=view"));
        await visitor.OpenAsync(SampleMail.Subject(invoices[^1]));
        await visitor.Action("Archive").ClickAsync();
        await visitor.ExpectCountAsync(invoices.Count - 1);

        await box.FillAsync("nonsenseword");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing found" })).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync("search-nothing");
        await visitor.Button("Search all mailboxes").ClickAsync();
        await Expect(visitor.Page).Not.ToHaveURLAsync(new Regex("scope="));
    }

    [Fact]
    public async Task Search_OnARussianPhone_FindsAndComesBack()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone, "ru-RU", ColorScheme.Dark);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);

        await visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Поиск писем" }).FillAsync("от:белова договоры до:2030-99");
        await Expect(visitor.Page.GetByRole(AriaRole.Note).Filter(new() { HasText = "до:2030-99" })).ToBeVisibleAsync();
        var found = Enumerable.Range(0, Count).Where(number => SampleMail.Sender(number) == "Анна Белова" && SampleMail.Subject(number).Contains("договора", StringComparison.Ordinal)).ToList();
        found.ShouldNotBeEmpty();
        await visitor.ExpectCountAsync(found.Count);
        await visitor.Page.ExpectAccessibleAsync();
        (await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0);
        await visitor.Page.KeepScreenAsync("search-phone-russian");

        await visitor.Row(SampleMail.Subject(found[0])).TapAsync();
        await Expect(visitor.Article).ToBeVisibleAsync();
        await visitor.Page.GoBackAsync();
        await Expect(visitor.List).ToBeInViewportAsync();
        await visitor.ExpectCountAsync(found.Count);
    }
}
