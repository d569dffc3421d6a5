using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class GestureTests(BrowserFixture fixture)
{
    [Fact]
    public async Task RightClick_Row_MovesAndCopiesFromItsMenu()
    {
        var person = await fixture.NewPersonAsync(4);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);

        await visitor.Row(SampleMail.Subject(2)).ClickAsync(new() { Button = MouseButton.Right });
        await visitor.Page.KeepScreenAsync("row-menu");
        await visitor.Page.ExpectAccessibleAsync();
        await Item(visitor, "Copy to…").ClickAsync();
        await Menu(visitor, "Copy to…").GetByRole(AriaRole.Menuitem, new() { Name = "Archive" }).ClickAsync();
        await visitor.ExpectStatusAsync("Message copied to Archive");
        await fixture.Mail.HoldsAsync(person.Address, "Archive", SampleMail.Subject(2));
        await visitor.ExpectCountAsync(4);

        await visitor.Row(SampleMail.Subject(1)).ClickAsync(new() { Button = MouseButton.Right });
        await Item(visitor, "Archive").ClickAsync();
        await visitor.ExpectCountAsync(3);
        await fixture.Mail.HoldsAsync(person.Address, "Archive", SampleMail.Subject(1));
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task MenuKey_Row_OpensItsMenu()
    {
        var person = await fixture.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(2);
        await visitor.Rows.First.FocusAsync();

        await visitor.Page.Keyboard.PressAsync("Shift+F10");
        await Expect(Item(visitor, "Reply")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Rows.First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Drag_TickedRowsOntoAFolder_MovesThem()
    {
        var person = await fixture.NewPersonAsync(4);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);
        await visitor.Row(SampleMail.Subject(3)).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await visitor.Row(SampleMail.Subject(1)).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });

        await visitor.Row(SampleMail.Subject(1)).DragToAsync(visitor.Folder("Archive"));

        await visitor.ExpectCountAsync(2);
        await visitor.ExpectStatusAsync("2 messages moved to Archive");
        await fixture.Mail.HoldsAsync(person.Address, "Archive", SampleMail.Subject(3));
        await fixture.Mail.HoldsAsync(person.Address, "Archive", SampleMail.Subject(1));
    }

    [Fact]
    public async Task SelectAll_ThenMove_TakesWhatIsNotOnTheScreenToo()
    {
        var person = await fixture.NewPersonAsync(700);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(700);
        await visitor.Rows.First.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+a");
        await Expect(visitor.Page.GetByText("700 selected", new() { Exact = true })).ToBeVisibleAsync();

        await visitor.Page.Keyboard.PressAsync("e");

        await visitor.ExpectCountAsync(0);
        await visitor.ExpectStatusAsync("700 messages moved to Archive");
        await visitor.Undo.ClickAsync();
        await visitor.ExpectCountAsync(700);
        await Eventually.TrueAsync("all are in the inbox on the server", async () => (await fixture.Mail.FolderAsync(person.Address, "INBOX")).Count == 700);
    }

    [Fact]
    public async Task Phone_SwipeAndHold_ArchiveDeleteAndSelect()
    {
        var person = await fixture.NewPersonAsync(5);
        await using var visitor = await fixture.NewVisitorAsync(Device.Phone);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(5);

        await SwipeAsync(visitor, SampleMail.Subject(4), 60);
        await visitor.ExpectCountAsync(5);
        await SwipeAsync(visitor, SampleMail.Subject(4), 160, "phone-swipe-archive");
        await visitor.ExpectStatusAsync("Message moved to Archive");
        await visitor.ExpectCountAsync(4);
        await SwipeAsync(visitor, SampleMail.Subject(3), -160, "phone-swipe-delete");
        await visitor.ExpectStatusAsync("Message moved to Trash");
        await visitor.ExpectCountAsync(3);
        await fixture.Mail.HoldsAsync(person.Address, "Archive", SampleMail.Subject(4));
        await fixture.Mail.HoldsAsync(person.Address, "Trash", SampleMail.Subject(3));

        await HoldAsync(visitor, SampleMail.Subject(2));
        await Expect(visitor.Page.GetByText("1 selected", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(visitor.Article).Not.ToBeVisibleAsync();
        visitor.Errors.ShouldBeEmpty();
    }

    private static async Task SwipeAsync(Visitor visitor, string subject, int across, string? screen = null)
    {
        var (touch, x, y) = await TouchAsync(visitor, subject);
        for (var step = 1; step <= 8; step++)
            await touch.SendAsync("Input.dispatchTouchEvent", Points("touchMove", x + (across * step / 8), y));
        if (screen is not null)
            await visitor.Page.KeepScreenAsync(screen);
        await touch.SendAsync("Input.dispatchTouchEvent", Points("touchEnd"));
    }

    private static async Task HoldAsync(Visitor visitor, string subject)
    {
        var (touch, _, _) = await TouchAsync(visitor, subject);
        await Expect(visitor.Row(subject)).ToHaveAttributeAsync("aria-selected", "true");
        await touch.SendAsync("Input.dispatchTouchEvent", Points("touchEnd"));
    }

    private static async Task<(ICDPSession Touch, double X, double Y)> TouchAsync(Visitor visitor, string subject)
    {
        var box = (await visitor.Row(subject).BoundingBoxAsync()).ShouldNotBeNull();
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        var touch = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await touch.SendAsync("Input.dispatchTouchEvent", Points("touchStart", x, y));
        return (touch, x, y);
    }

    private static Dictionary<string, object> Points(string type, double? x = null, double? y = null) => new()
    {
        ["type"] = type,
        ["touchPoints"] = x is null || y is null ? Array.Empty<object>() : new object[] { new Dictionary<string, object> { ["x"] = x.Value, ["y"] = y.Value } },
    };

    private static ILocator Item(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static ILocator Menu(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Menu, new() { Name = name, Exact = true });
}
