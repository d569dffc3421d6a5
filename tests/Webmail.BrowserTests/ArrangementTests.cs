using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class ArrangementTests(BrowserFixture fixture)
{
    private const int Count = 300;

    [Theory]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task Filter_ByChip_IsInTheAddressAndSurvivesReload(Device device)
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync(device);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);

        await visitor.Button("Attachments").ClickAsync();

        var with = Enumerable.Range(0, Count).Count(SampleMail.HasAttachment);
        await visitor.ExpectCountAsync(with);
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("filter=attachments"));
        await visitor.Page.KeepScreenAsync($"filter-{device}".ToLowerInvariant());
        await visitor.Page.ReloadAsync();
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(with);
        await Expect(visitor.Button("Attachments")).ToHaveAttributeAsync("aria-pressed", "true");
        await visitor.Button("Unread").ClickAsync();
        await visitor.ExpectCountAsync(Enumerable.Range(0, Count).Count(number => SampleMail.HasAttachment(number) && !SampleMail.IsSeen(number, Count)));
        await visitor.Button("Unread").ClickAsync();
        await visitor.Button("Attachments").ClickAsync();
        await visitor.ExpectCountAsync(Count);
    }

    [Fact]
    public async Task Sort_OldestFirst_KeysHonourIt()
    {
        var person = await fixture.NewPersonAsync(Count);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(Count);

        await visitor.Button("Sort").ClickAsync();
        await visitor.Page.KeepScreenAsync("sort-menu");
        await visitor.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "Oldest first" }).ClickAsync();
        await Expect(visitor.Rows.First).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(SampleMail.Subject(0))));
        await Expect(visitor.Page).ToHaveURLAsync(new Regex("order=asc"));

        await visitor.Rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(visitor.Row(SampleMail.Subject(Count - 1))).ToHaveAttributeAsync("aria-rowindex", Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(visitor.Article).ToHaveAttributeAsync("aria-label", SampleMail.Subject(Count - 1));
        await Expect(visitor.Page).ToHaveURLAsync(new Regex(@"/mail/(inbox|\d+)/\d+\?order=asc"));
    }

    [Fact]
    public async Task Sort_BySender_GroupsThem()
    {
        var person = await fixture.NewPersonAsync(40);
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(40);

        await visitor.Button("Порядок").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "По отправителю" }).ClickAsync();

        var first = Enumerable.Range(0, 40).Select(SampleMail.Sender).Order(StringComparer.OrdinalIgnoreCase).First();
        await Expect(visitor.Rows.First).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(first)));
        await Expect(visitor.Rows.Nth(1)).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(first)));
    }

    [Fact]
    public async Task Filter_SelectAll_TakesOnlyWhatIsListed()
    {
        var person = await fixture.NewPersonAsync(40);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(40);

        await visitor.Button("Attachments").ClickAsync();
        await visitor.ExpectCountAsync(4);
        await visitor.Rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await visitor.Page.Keyboard.PressAsync("Delete");

        await visitor.ExpectCountAsync(0);
        await visitor.Button("Attachments").ClickAsync();
        await visitor.ExpectCountAsync(36);
    }
}
