using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class FolderActionTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Folder_CreatedRenamedDeleted_IsSoHereAndOnTheServer()
    {
        var person = await fixture.NewPersonAsync(2);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(2);

        await visitor.Folder(person.Address).ClickAsync(new() { Button = MouseButton.Right });
        await Item(visitor, "New folder…").ClickAsync();
        await visitor.Page.KeepScreenAsync("folder-dialog");
        await visitor.Page.ExpectAccessibleAsync();
        await Name(visitor).FillAsync("Projects");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ExpectStatusAsync("Folder “Projects” created");
        await Expect(visitor.Folder("Projects")).ToBeVisibleAsync();
        await HasFolderAsync(person.Address, "Projects", true);

        await visitor.Folder("Projects").ClickAsync(new() { Button = MouseButton.Right });
        await visitor.Page.KeepScreenAsync("folder-menu");
        await visitor.Page.ExpectAccessibleAsync();
        await Item(visitor, "Rename…").ClickAsync();
        await Name(visitor).FillAsync("a/b");
        await visitor.Button("Rename").ClickAsync();
        await Expect(visitor.Alert).ToContainTextAsync("cannot be called that");
        await Name(visitor).FillAsync("Office");
        await visitor.Button("Rename").ClickAsync();
        await Expect(visitor.Folder("Office")).ToBeVisibleAsync();
        await HasFolderAsync(person.Address, "Office", true);

        await visitor.Folder("Office").ClickAsync(new() { Button = MouseButton.Right });
        await Item(visitor, "Delete folder…").ClickAsync();
        await visitor.Button("Delete").Last.ClickAsync();
        await Expect(visitor.Folder("Office")).ToHaveCountAsync(0);
        await HasFolderAsync(person.Address, "Office", false);
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Folder_Keyboard_OpensTheMenuAndComesBack()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(1);
        await visitor.Folder("Archive").FocusAsync();

        await visitor.Page.Keyboard.PressAsync("Shift+F10");
        await Expect(Item(visitor, "Mark all as read")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Expect(visitor.Folder("Archive")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Trash_Emptied_AsksFirstAndIsEmptyOnTheServer()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.SeedAsync(person.Address, 3, "Trash");
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.Folder("Trash").ClickAsync();
        await visitor.ExpectCountAsync(3);

        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Folder actions" }).ClickAsync();
        await Item(visitor, "Empty Trash…").ClickAsync();
        await Expect(visitor.Page.GetByText("3 messages are deleted for good. This cannot be undone.")).ToBeVisibleAsync();
        await visitor.Button("Delete for good").ClickAsync();

        await visitor.ExpectCountAsync(0);
        await visitor.ExpectStatusAsync("3 messages deleted for good");
        await Expect(visitor.Undo).ToHaveCountAsync(0);
        await Eventually.TrueAsync("Trash is empty on the server", async () => (await fixture.Mail.FolderAsync(person.Address, "Trash")).Count == 0);
    }

    [Fact]
    public async Task MarkAllRead_OfTheView_IsSoOnTheServerAndCanBeUndone()
    {
        var person = await fixture.NewPersonAsync(20);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(20);
        var unread = (await fixture.Mail.FolderAsync(person.Address, "INBOX")).Count(IsUnread);
        unread.ShouldBeGreaterThan(0);

        await visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Folder actions" }).ClickAsync();
        await visitor.Page.KeepScreenAsync("list-menu");
        await Item(visitor, "Mark all as read").ClickAsync();
        await visitor.ExpectStatusAsync("marked as read");
        await Eventually.TrueAsync("all are read", async () => !(await fixture.Mail.FolderAsync(person.Address, "INBOX")).Any(IsUnread));
        await visitor.Undo.ClickAsync();

        await Eventually.TrueAsync("the same are unread again", async () => (await fixture.Mail.FolderAsync(person.Address, "INBOX")).Count(IsUnread) == unread);
    }

    [Fact]
    public async Task Folder_Refused_SaysTheServersWordsAndIsInTheQueueUntilDropped()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(1);
        await visitor.Folder(person.Address).ClickAsync(new() { Button = MouseButton.Right });
        await Item(visitor, "New folder…").ClickAsync();
        await Name(visitor).FillAsync("..");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ExpectStatusAsync("was not created. The server said");

        await visitor.Page.GotoAsync("/settings/queue");
        var entry = visitor.Page.GetByRole(AriaRole.List, new() { Name = "What waits for the server" }).GetByRole(AriaRole.Listitem);
        await Expect(entry).ToContainTextAsync("Create folder “..”");
        await Expect(entry).ToContainTextAsync("Refused");
        await visitor.Page.KeepScreenAsync("queue");
        await visitor.Page.ExpectAccessibleAsync();
        await visitor.Button("Drop: Create folder “..”").ClickAsync();

        await Expect(visitor.Page.GetByText("Nothing waits")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task UseAs_AnotherFolder_TakesTheRole()
    {
        var person = await fixture.NewPersonAsync(2);
        using (var client = await fixture.Mail.ImapClientAsync(person.Address))
        {
            await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync("Old mail", true);
        }

        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(2);
        await visitor.Folder("Old mail").ClickAsync(new() { Button = MouseButton.Right });
        await visitor.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Use as Archive" }).ClickAsync();
        await visitor.ExpectStatusAsync("“Old mail” is used as Archive");

        await visitor.Rows.First.HoverAsync();
        await visitor.Rows.First.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();

        await visitor.ExpectCountAsync(1);
        await Eventually.TrueAsync("it is in the chosen folder", async () => (await fixture.Mail.FolderAsync(person.Address, "Old mail")).Count == 1);
    }

    private static bool IsUnread(MailKit.IMessageSummary message) => message.Flags?.HasFlag(MailKit.MessageFlags.Seen) != true;

    private static ILocator Item(Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static ILocator Name(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true });

    private Task HasFolderAsync(string address, string path, bool expected) => Eventually.TrueAsync($"{path} is on the server: {expected}", async () =>
    {
        using var client = await fixture.Mail.ImapClientAsync(address);
        return (await client.GetFoldersAsync(client.PersonalNamespaces[0])).Any(folder => folder.FullName == path) == expected;
    });
}
