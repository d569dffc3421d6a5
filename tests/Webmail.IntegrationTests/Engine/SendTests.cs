using System.Globalization;
using MailKit;
using MimeKit;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>From a draft to the recipient's inbox, through real SMTP.</summary>
public sealed class SendTests(EngineFixture fixture)
{
    private static readonly QuoteTexts Texts = new(
        "On {0}, {1} wrote:", "Forwarded message", "From", "Date", "Subject", "To", "Cc", CultureInfo.GetCultureInfo("en-US"), TimeZoneInfo.Utc);

    [Fact]
    public async Task Reply_Sent_IsDeliveredFiledAndMarked()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var anna = await fixture.NewUserAsync();
        var boris = await fixture.NewUserAsync();
        var original = Message(boris.Address, anna.Address, "Вопрос о поставке");
        await fixture.Server.DeliverAsync(anna.Address, original);
        var person = (await host.SignInAsync(anna)).User;
        await host.OnlineAsync(person);
        var row = (await host.PageAsync(person, SpecialUse.Inbox)).Rows.Single();
        var drafts = host.Get<Drafts>();

        var draft = (await drafts.StartAsync(person, new DraftSeed(DraftKind.Reply, row.Id, null, "", "", "", "", ""), Texts, CancellationToken.None)).ShouldNotBeNull();
        draft.Subject.ShouldBe("Re: Вопрос о поставке");
        draft.To.ShouldContain(boris.Address);
        var saved = await drafts.SaveAsync(person, draft.Id, new DraftContent(draft.Account, draft.To, "", "", draft.Subject, "Да, конечно.\n" + draft.Text, draft.Version), CancellationToken.None);
        saved.ShouldBeOfType<DraftSaveResult.Saved>();
        (await host.Get<Webmail.Engine.Outbox>().SendAsync(person, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();

        await EngineHost.EventuallyAsync("it is in the recipient's inbox", async () => (await MessagesAsync(boris, "INBOX")).Count == 1);
        await EngineHost.EventuallyAsync("it is in Sent", async () => (await MessagesAsync(anna, "Sent")).Count == 1);
        await EngineHost.EventuallyAsync("the original is answered", async () => (await MessagesAsync(anna, "INBOX")).Single().Flags.GetValueOrDefault().HasFlag(MessageFlags.Answered));
        var received = (await MessagesAsync(boris, "INBOX")).Single();
        received.Envelope.ShouldNotBeNull().InReplyTo.ShouldBe(original.MessageId);
        received.References.ShouldNotBeNull().ShouldContain(original.MessageId);
        var sent = (await MessagesAsync(anna, "Sent")).Single();
        sent.Flags.GetValueOrDefault().HasFlag(MessageFlags.Seen).ShouldBeTrue();
        sent.Envelope.ShouldNotBeNull().MessageId.ShouldBe(received.Envelope.MessageId);
        await EngineHost.EventuallyAsync("the list shows it in Sent", async () => (await host.PageAsync(person, SpecialUse.Sent)).Rows is [{ IsOutgoing: true }]);
        await EngineHost.EventuallyAsync("the list shows the mark", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Rows.Single().IsAnswered);
    }

    [Fact]
    public async Task Undo_WhileQueued_BringsTheDraftBackAndNothingLeaves()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.UndoSeconds = 30);
        var anna = await fixture.NewUserAsync();
        var boris = await fixture.NewUserAsync();
        var signedIn = await host.SignInAsync(anna);
        var person = signedIn.User;
        await host.OnlineAsync(person);
        var outbox = host.Get<Webmail.Engine.Outbox>();
        var draft = await DraftAsync(host, person, signedIn.Account, boris.Address, "Taken back");

        var queued = (await outbox.SendAsync(person, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();
        (await host.Get<Drafts>().FindAsync(person, draft.Id, CancellationToken.None)).ShouldBeNull();
        (await outbox.UndoAsync(person, queued.Item, CancellationToken.None)).ShouldBe(draft.Id);

        (await host.Get<Drafts>().FindAsync(person, draft.Id, CancellationToken.None)).ShouldNotBeNull().Text.ShouldBe("Text of Taken back");
        (await outbox.UndoAsync(person, queued.Item, CancellationToken.None)).ShouldBeNull();
        (await MessagesAsync(boris, "INBOX")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_SmtpServerDown_LeavesByItselfLater()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server);
        var anna = await server.AddUserAsync("anna@test.local");
        var boris = await server.AddUserAsync("boris@test.local");
        var signedIn = await host.SignInAsync(anna);
        await host.OnlineAsync(signedIn.User);
        await server.StopPostfixAsync();
        var draft = await DraftAsync(host, signedIn.User, signedIn.Account, boris.Address, "Delayed");

        (await host.Get<Webmail.Engine.Outbox>().SendAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();
        await EngineHost.EventuallyAsync("it waits in the outbox", async () =>
            (await host.Mailbox.PageAsync(signedIn.User, new MailView.Across(AcrossView.Outbox), 0, 10, CancellationToken.None)).Rows is [{ Failure: not null }]);

        await server.StartPostfixAsync();
        await host.Mailbox.RefreshAsync(signedIn.User, CancellationToken.None);
        await EngineHost.EventuallyAsync("it is delivered", async () =>
        {
            using var client = await server.ImapClientAsync(boris.Address);
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
            return client.Inbox.Count == 1;
        });
    }

    [Fact]
    public async Task Send_RecipientRefused_TextIsBackAsADraft()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var signedIn = await host.SignInAsync(await fixture.NewUserAsync());
        await host.OnlineAsync(signedIn.User);
        var draft = await DraftAsync(host, signedIn.User, signedIn.Account, "nobody@test.local", "Refused");

        await host.Get<Webmail.Engine.Outbox>().SendAsync(signedIn.User, draft.Id, CancellationToken.None);

        await EngineHost.EventuallyAsync("the draft is back", async () => await host.Get<Drafts>().FindAsync(signedIn.User, draft.Id, CancellationToken.None) is not null);
        var row = (await host.Mailbox.PageAsync(signedIn.User, new MailView.Across(AcrossView.Outbox), 0, 10, CancellationToken.None)).Rows.ShouldHaveSingleItem();
        row.Failure.ShouldNotBeNull().ShouldContain("nobody@test.local");
    }

    [Theory]
    [InlineData("", SendProblemCode.NoRecipients)]
    [InlineData("not an address", SendProblemCode.InvalidAddress)]
    public async Task Send_Incorrect_SaysWhatAndKeepsTheDraft(string to, SendProblemCode code)
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var signedIn = await host.SignInAsync(await fixture.NewUserAsync());
        var draft = await DraftAsync(host, signedIn.User, signedIn.Account, to, "Incorrect");

        var invalid = (await host.Get<Webmail.Engine.Outbox>().SendAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Invalid>();

        invalid.Problems.ShouldContain(problem => problem.Code == code);
        (await host.Get<Drafts>().FindAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Attachment_Sent_ArrivesByteForByte()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var boris = await fixture.NewUserAsync();
        var signedIn = await host.SignInAsync(await fixture.NewUserAsync());
        await host.OnlineAsync(signedIn.User);
        var draft = await DraftAsync(host, signedIn.User, signedIn.Account, boris.Address, "With a file");
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);

        var attached = await host.Get<DraftFiles>().AttachAsync(signedIn.User, draft.Id, "Отчёт за ноябрь.bin", "application/octet-stream", new MemoryStream(bytes), null, CancellationToken.None);
        attached.ShouldBeOfType<AttachResult.Attached>().Attachment.SizeBytes.ShouldBe(bytes.Length);
        (await host.Get<Webmail.Engine.Outbox>().SendAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();

        await EngineHost.EventuallyAsync("it is delivered", async () => (await MessagesAsync(boris, "INBOX")).Count == 1);
        using var client = await fixture.Server.ImapClientAsync(boris.Address);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        var part = (await client.Inbox.GetMessageAsync(0)).Attachments.OfType<MimePart>().Single();
        part.FileName.ShouldBe("Отчёт за ноябрь.bin");
        using var received = new MemoryStream();
        await part.Content!.DecodeToAsync(received);
        received.ToArray().ShouldBe(bytes);
    }

    internal static MimeMessage Message(string from, string to, string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Text of " + subject } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }

    private static async Task<Draft> DraftAsync(EngineHost host, UserId person, AccountId account, string to, string subject) =>
        (await host.Get<Drafts>().StartAsync(person, new DraftSeed(DraftKind.New, null, account, to, "", "", subject, "Text of " + subject), Texts, CancellationToken.None)).ShouldNotBeNull();

    private async Task<IList<IMessageSummary>> MessagesAsync(MailUser user, string folder)
    {
        using var client = await fixture.Server.ImapClientAsync(user.Address);
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(FolderAccess.ReadOnly);
        return await opened.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.References | MessageSummaryItems.UniqueId);
    }
}
