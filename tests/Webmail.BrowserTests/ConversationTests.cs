using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

public sealed class ConversationTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task Switch_InTheListsMenu_MakesRowsConversations(Device device)
    {
        var person = await PersonAsync();
        await using var visitor = await fixture.NewVisitorAsync(device);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);

        await visitor.Button("Sort").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Conversations" }).ClickAsync();

        await visitor.ExpectCountAsync(2);
        await visitor.Page.KeepScreenAsync($"conversations-{device}".ToLowerInvariant());
        await visitor.Page.ExpectAccessibleAsync();
        var row = visitor.List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^unread, Anna, me, Boris, Re: Estimate, .*, 4 messages$") });
        await row.ClickAsync();
        await Expect(visitor.Article).ToHaveCountAsync(4);
        await Expect(visitor.Article.Last.GetByTitle("Message body").ContentFrame.GetByText("Text of m4")).ToBeVisibleAsync();
        await visitor.Page.KeepScreenAsync($"conversation-{device}".ToLowerInvariant());
        await visitor.Page.ExpectAccessibleAsync();

        // My own reply lies in Sent, is read and so is a line that opens.
        await visitor.Article.Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Open message from me") }).ClickAsync();
        await Expect(visitor.Article.Nth(1).GetByTitle("Message body").ContentFrame.GetByText("Text of m2")).ToBeVisibleAsync();

        await visitor.Page.ReloadAsync();
        await Expect(visitor.Main).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(visitor.Article).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Archive_OfAConversation_TakesItsMessagesOfThisView()
    {
        var person = await PersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);
        await visitor.Page.GotoAsync("/settings");
        await visitor.Page.GetByRole(AriaRole.Switch, new() { Name = "Show conversations" }).CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Lists" }).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(2);

        await visitor.Row("Re: Estimate").ClickAsync();
        await Expect(visitor.Article).ToHaveCountAsync(4);
        await visitor.Action("Archive").ClickAsync();

        await visitor.ExpectCountAsync(1);
        await visitor.ExpectStatusAsync("3 messages");
        await Eventually.TrueAsync("three are in Archive and mine is still in Sent", async () =>
            (await fixture.Mail.FolderAsync(person.Address, "Archive")).Count == 3 && (await fixture.Mail.FolderAsync(person.Address, "Sent")).Count == 1);
    }

    [Fact]
    public async Task NewReply_Arrives_TheConversationGoesOnTopAndGrows()
    {
        var person = await PersonAsync();
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(4);
        await visitor.Button("Порядок").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "Цепочки писем" }).ClickAsync();
        await visitor.ExpectCountAsync(2);
        await visitor.Row("Re: Estimate").ClickAsync();
        await Expect(visitor.Article).ToHaveCountAsync(4);

        await fixture.Mail.DeliverAsync(person.Address, Letter("m5", "Re: Estimate", "Vera Orlova", person, ["m1", "m4"], 50));

        await Expect(visitor.List.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Re: Estimate, .*, 5 писем$") })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(visitor.Article).ToHaveCountAsync(5);
        await visitor.ExpectCountAsync(2);
    }

    /// <summary>A conversation of four, my reply in Sent among them, and a message that has nothing to do with it.</summary>
    private async Task<MailUser> PersonAsync()
    {
        var person = await fixture.NewPersonAsync();
        using var client = await fixture.Mail.ImapClientAsync(person.Address);
        await AppendAsync("INBOX", Letter("m1", "Estimate", "Anna Lebedeva", person, [], 10), MailKit.MessageFlags.Seen);
        await AppendAsync("Sent", Letter("m2", "Re: Estimate", "Me", person, ["m1"], 20), MailKit.MessageFlags.Seen);
        await AppendAsync("INBOX", Letter("m3", "Re: Estimate", "Boris Petrov", person, ["m1", "m2"], 30), MailKit.MessageFlags.Seen);
        await AppendAsync("INBOX", Letter("m4", "Re: Estimate", "Anna Lebedeva", person, ["m1"], 40), MailKit.MessageFlags.None);
        await AppendAsync("INBOX", Letter("m9", "Estimate", "News", person, [], 5), MailKit.MessageFlags.Seen);
        return person;

        // Received when they were written: that is the order of lists.
        async Task AppendAsync(string folder, MimeMessage message, MailKit.MessageFlags flags) =>
            await (await client.GetFolderAsync(folder)).AppendAsync(new MailKit.AppendRequest(message, flags, message.Date));
    }

    private static MimeMessage Letter(string id, string subject, string sender, MailUser person, IReadOnlyList<string> references, int minute)
    {
        var isMine = sender == "Me";
        var address = $"{sender.Split(' ')[0].ToLowerInvariant()}@example.org";
        var message = new MimeMessage([new MailboxAddress(sender, isMine ? person.Address : address)], [new MailboxAddress("", isMine ? "anna@example.org" : person.Address)], subject, new TextPart("plain") { Text = $"Text of {id}" })
        {
            MessageId = $"{id}.{person.Address}",
            Date = new DateTimeOffset(2026, 11, 20, 9, minute, 0, TimeSpan.Zero),
        };
        foreach (var reference in references)
            message.References.Add($"{reference}.{person.Address}");
        return message;
    }
}
