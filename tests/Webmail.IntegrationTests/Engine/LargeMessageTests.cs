using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Mail.Render;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Large messages are shown by their texts; their files come when they are opened, through to the reader and into the cache.</summary>
public sealed class LargeMessageTests(EngineFixture fixture)
{
    private const int FileBytes = 30 * 1024 * 1024;
    private const int SeveralPieces = 8 * 1024 * 1024;

    [Fact]
    public async Task Open_ThirtyMegabytes_TextAtOnceAndTheFileWhenItIsOpened()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { ProtocolLog = true });
        await using var host = await EngineHost.StartAsync(server, options => options.TextBytesADay = 0);
        var user = await server.AddUserAsync("large@test.local");
        var file = RandomNumberGenerator.GetBytes(FileBytes);
        await server.AppendAsync(user.Address, "INBOX", Letter(user, file));
        var person = (await host.SignInAsync(user)).User;
        var id = await OnlyMessageAsync(host, person);

        var message = await LoadAsync(host, person, id);

        message.Document.ShouldContain("The plans are attached");
        var attachment = message.Attachments.ShouldHaveSingleItem();
        (attachment.FileName, attachment.ContentType).ShouldBe(("Планы.zip", "application/zip"));
        attachment.SizeBytes.ShouldBeInRange(FileBytes - 1000, FileBytes + 1000);
        (await BodiesAsync(server, user)).ShouldAllBe(command => command.Contains("[HEADER", StringComparison.Ordinal) || command.Contains("[1]", StringComparison.Ordinal));

        // Two at once are one fetch.
        var hashes = await Task.WhenAll(HashAsync(host, person, id, attachment.Part), HashAsync(host, person, id, attachment.Part));
        hashes.ShouldAllBe(hash => hash.SequenceEqual(SHA256.HashData(file)));
        var commands = await BodiesAsync(server, user);
        var pieces = commands.Where(command => command.Contains("BODY.PEEK[2]<", StringComparison.Ordinal)).ToList();
        pieces.Count.ShouldBeGreaterThan(10);
        pieces.Distinct().Count().ShouldBe(pieces.Count);
        commands.ShouldNotContain(command => command.Contains("BODY.PEEK[]", StringComparison.Ordinal));

        await server.StopDovecotAsync();
        await using (var again = (await host.Get<MessageLoader>().OpenPartAsync(person, id, attachment.Part, CancellationToken.None)).ShouldNotBeNull())
        {
            again.SizeBytes.ShouldBe(FileBytes);
            (await SHA256.HashDataAsync(again.Content)).ShouldBe(SHA256.HashData(file));
        }

        (await LoadAsync(host, person, id)).Document.ShouldContain("The plans are attached");
    }

    [Fact]
    public async Task Open_ReaderLeavesInTheMiddle_NothingIsKeptAndTheNextGetsAll()
    {
        await using var server = await MailServer.StartAsync();
        await using var host = await EngineHost.StartAsync(server, options => options.TextBytesADay = 0);
        var user = await server.AddUserAsync("leaves@test.local");
        var file = RandomNumberGenerator.GetBytes(SeveralPieces);
        await server.AppendAsync(user.Address, "INBOX", Letter(user, file));
        var person = (await host.SignInAsync(user)).User;
        var id = await OnlyMessageAsync(host, person);
        var part = (await LoadAsync(host, person, id)).Attachments[0].Part;
        var before = Files(host);

        await using (var opened = (await host.Get<MessageLoader>().OpenPartAsync(person, id, part, CancellationToken.None)).ShouldNotBeNull())
        {
            // In the middle of a piece.
            server.Suspend();
            opened.SizeBytes.ShouldBeNull();
            await opened.Content.ReadExactlyAsync(new byte[100_000]);
            Files(host).Length.ShouldBe(before.Length + 1);
        }

        server.Resume();
        await EngineHost.EventuallyAsync("nothing of it is left", () => Task.FromResult(Files(host).SequenceEqual(before)));
        (await host.Get<PartStore>().FindAsync(id, part.First, CancellationToken.None)).ShouldBeNull();
        (await HashAsync(host, person, id, part)).ShouldBe(SHA256.HashData(file));
    }

    [Fact]
    public async Task Open_ServerStopsInTheMiddle_TheReaderFailsAndNothingIsKept()
    {
        await using var line = CutProxy.Start(fixture.Server.Ports.Imaps);
        await using var host = await EngineHost.StartAsync(fixture.Server, options =>
        {
            options.TextBytesADay = 0;
            options.Providers = [.. options.Providers.Select(provider => provider with { Imap = provider.Imap with { Port = line.Port } })];
        });
        var user = await fixture.NewUserAsync();
        var file = RandomNumberGenerator.GetBytes(SeveralPieces);
        await fixture.Server.AppendAsync(user.Address, "INBOX", Letter(user, file));
        var person = (await host.SignInAsync(user)).User;
        var id = await OnlyMessageAsync(host, person);
        var part = (await LoadAsync(host, person, id)).Attachments[0].Part;
        var before = Files(host);

        line.CutAfter(SeveralPieces / 2);
        await using (var opened = (await host.Get<MessageLoader>().OpenPartAsync(person, id, part, CancellationToken.None)).ShouldNotBeNull())
            await Should.ThrowAsync<IOException>(() => opened.Content.CopyToAsync(Stream.Null));

        await EngineHost.EventuallyAsync("nothing of it is left", () => Task.FromResult(Files(host).SequenceEqual(before)));
        (await HashAsync(host, person, id, part)).ShouldBe(SHA256.HashData(file));
    }

    [Fact]
    public async Task Open_BrokenBase64_IsWhatTheWholeMessageGives()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 0);
        var user = await fixture.NewUserAsync();
        var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => i % 100 == 0 ? "*broken* line = here\r\n" : Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(i))) + "\r\n"));
        var raw = Encoding.ASCII.GetBytes(
            "From: a@example.test\r\nSubject: Broken\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nSee the file\r\n--b\r\nContent-Type: application/zip; name=x.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + lines + "--b--\r\n");
        await fixture.Server.DeliverAsync(user.Address, raw);
        var person = (await host.SignInAsync(user)).User;
        var id = await OnlyMessageAsync(host, person);

        var part = (await LoadAsync(host, person, id)).Attachments.ShouldHaveSingleItem();

        using var whole = new MessageRenderer().OpenPart(new MemoryStream(raw), part.Part, CancellationToken.None).ShouldNotBeNull().Content;
        (await HashAsync(host, person, id, part.Part)).ShouldBe(await SHA256.HashDataAsync(whole));
        (await host.Mailbox.FactsAsync(person, id, CancellationToken.None)).ShouldNotBeNull().BodyBlob.ShouldBeNull();
    }

    [Theory]
    [InlineData("related in alternative")]
    [InlineData("message within")]
    [InlineData("single part")]
    [InlineData("named text")]
    public async Task Load_OutlineOfAMessage_LooksLikeTheWhole(string structure)
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.TextBytesADay = 0);
        var user = await fixture.NewUserAsync();
        var letter = Letter(user, RandomNumberGenerator.GetBytes(1_500_000));
        letter.Body = Structure(structure, letter.Body.ShouldNotBeNull());
        await fixture.Server.AppendAsync(user.Address, "INBOX", letter);
        var person = (await host.SignInAsync(user)).User;
        var id = await OnlyMessageAsync(host, person);

        var outlined = await LoadAsync(host, person, id);

        (await host.Mailbox.FactsAsync(person, id, CancellationToken.None)).ShouldNotBeNull().BodyBlob.ShouldBeNull();
        await using var raw = (await host.Get<MessageLoader>().OpenRawAsync(person, id, CancellationToken.None)).ShouldNotBeNull();
        using var whole = new MemoryStream();
        await raw.Content.CopyToAsync(whole);
        raw.SizeBytes.ShouldBe(whole.Length);
        whole.Position = 0;
        var rendered = new MessageRenderer().Render(whole, new RenderOptions(false, part => $"/part/{part}"), CancellationToken.None);
        (outlined.Subject, outlined.IsHtml, outlined.Document, outlined.Shortened).ShouldBe((rendered.Subject, rendered.Format == BodyFormat.Html, rendered.Document, rendered.Shortened));
        outlined.Attachments.Select(part => (part.Part, part.FileName, part.ContentType, part.Inline))
            .ShouldBe(rendered.Attachments.Select(part => (part.Part, part.FileName, part.ContentType, part.Inline)));
        foreach (var part in rendered.Attachments)
        {
            whole.Position = 0;
            using var content = new MessageRenderer().OpenPart(new MemoryStream(whole.ToArray()), part.Part, CancellationToken.None).ShouldNotBeNull().Content;
            (await HashAsync(host, person, id, part.Part)).ShouldBe(await SHA256.HashDataAsync(content), part.FileName);
        }
    }

    private static MimeMessage Letter(MailUser user, byte[] file)
    {
        var body = new BodyBuilder { TextBody = "The plans are attached.\nПривет!" };
        body.Attachments.Add("Планы.zip", file, new ContentType("application", "zip"));
        return new MimeMessage([new MailboxAddress("Анна", "anna@example.test")], [MailboxAddress.Parse(user.Address)], "Планы на год", body.ToMessageBody());
    }

    private static MimeEntity Structure(string name, MimeEntity body)
    {
        var file = ((Multipart)body)[1];
        switch (name)
        {
            case "related in alternative":
                var builder = new BodyBuilder { TextBody = "plain" };
                var image = builder.LinkedResources.Add("logo.png", RandomNumberGenerator.GetBytes(20_000), new ContentType("image", "png"));
                image.ContentId = MimeUtils.GenerateMessageId("example.test");
                builder.HtmlBody = string.Create(CultureInfo.InvariantCulture, $"<p>Привет</p><img src=\"cid:{image.ContentId}\">");
                return new Multipart("mixed") { builder.ToMessageBody(), file };
            case "message within":
                var inner = new MimeMessage([MailboxAddress.Parse("b@example.test")], [MailboxAddress.Parse("c@example.test")], "Смета", new TextPart("plain") { Text = "inside" });
                return new Multipart("mixed") { new TextPart("plain") { Text = "see below" }, new MessagePart { Message = inner }, file };
            case "single part":
                return file;
            default:
                var notes = new TextPart("plain") { Text = new string('n', 400_000), FileName = "notes.txt", ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = "notes.txt" } };
                return new Multipart("mixed") { notes, file };
        }
    }

    private static async Task<MessageId> OnlyMessageAsync(EngineHost host, UserId person)
    {
        await host.OnlineAsync(person);
        await EngineHost.EventuallyAsync("the message is in the list", async () => (await host.PageAsync(person, SpecialUse.Inbox)).Total == 1);
        return (await host.PageAsync(person, SpecialUse.Inbox)).Rows[0].Id;
    }

    private static async Task<MessageView> LoadAsync(EngineHost host, UserId person, MessageId id) =>
        (await host.Get<MessageLoader>().LoadAsync(person, id, new ReadingOptions(false, null, part => $"/part/{part}"), CancellationToken.None))
            .ShouldBeOfType<LoadedMessage.Found>().Message;

    private static async Task<byte[]> HashAsync(EngineHost host, UserId person, MessageId id, PartPath part)
    {
        await using var opened = (await host.Get<MessageLoader>().OpenPartAsync(person, id, part, CancellationToken.None)).ShouldNotBeNull();
        return await SHA256.HashDataAsync(opened.Content);
    }

    private static async Task<List<string>> BodiesAsync(MailServer server, MailUser user) =>
        [.. (await server.CommandsAsync(user.Address)).Where(command => command.Contains("BODY.PEEK", StringComparison.Ordinal) || command.Contains("RFC822", StringComparison.Ordinal) && !command.Contains("RFC822.SIZE", StringComparison.Ordinal))];

    private static string[] Files(EngineHost host) =>
        [.. Directory.EnumerateFiles(host.DataDirectory, "*.blob", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
