using System.Text;
using MimeKit;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Compose;

public sealed class MessageComposerTests
{
    private static readonly ComposeRequest Simple = new(
        new MailPerson("Anna Petrova", "anna@example.org"), "ivan@example.net", "", "", "Hello", "Text.", "", [], [], new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(3)));

    [Fact]
    public async Task Compose_Simple_IsACompleteMessage()
    {
        var composed = Compose(Simple);
        var (message, source) = await WriteAsync(composed);

        composed.Sender.ShouldBe("anna@example.org");
        composed.Recipients.ShouldBe(["ivan@example.net"]);
        message.From.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe("Anna Petrova");
        message.Date.ShouldBe(Simple.Date);
        message.MessageId.ShouldBe(composed.MessageIdHeader);
        composed.MessageIdHeader.ShouldEndWith("@example.org");
        message.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldBe("Text.\n");
        source.ShouldContain("MIME-Version: 1.0\r\n");
        source.ShouldContain("Content-Type: text/plain; charset=us-ascii; format=flowed\r\n");
        // By chance its letters can stand in the Message-ID.
        source.Replace(composed.MessageIdHeader, "", StringComparison.Ordinal).ShouldNotContain(Environment.MachineName, Case.Insensitive);
        source.ShouldNotContain("User-Agent");
        source.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
    }

    [Fact]
    public async Task Compose_CopyToSelfReplyToAndMarks_StandInTheHead()
    {
        var composed = Compose(Simple with { ReplyTo = "office@example.org", CopyToSelf = true, Marks = new DraftMarks(Urgency.High, ReadReceipt: true, DeliveryReport: false) });
        var (message, source) = await WriteAsync(composed);

        composed.Recipients.ShouldBe(["ivan@example.net", "anna@example.org"]);
        message.Bcc.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("anna@example.org");
        message.ReplyTo.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("office@example.org");
        (message.Importance, message.XPriority).ShouldBe((MessageImportance.High, XMessagePriority.High));
        source.ShouldContain("Disposition-Notification-To: Anna Petrova <anna@example.org>\r\n");
    }

    [Fact]
    public async Task Compose_WithSignature_ItsMarkStaysHereAndTheLineAboveItIsRfc3676()
    {
        var composed = Compose(Simple with { Html = "<div>Hi</div><div data-signature=\"\">--&nbsp;<br><b>Anna</b></div>" });
        var (message, source) = await WriteAsync(composed);

        message.HtmlBody.ShouldNotBeNull().ShouldContain("<b>Anna</b>");
        message.HtmlBody.ShouldNotContain("data-signature");
        source.ShouldContain("\r\nHi\r\n-- \r\nAnna\r\n");
    }

    [Fact]
    public async Task WriteToAsync_Twice_GivesTheSameBytes()
    {
        var composed = Compose(Simple with { Attachments = [File("a.bin", [1, 2, 3])] });

        (await WriteAsync(composed)).Source.ShouldBe((await WriteAsync(composed)).Source);
    }

    [Fact]
    public async Task Compose_Cyrillic_IsReadBack()
    {
        var (message, source) = await WriteAsync(Compose(Simple with
        {
            From = new MailPerson("Анна Петрова", "anna@пример.рф"),
            To = "Иван Ёлкин <ivan@пример.рф>",
            Subject = "Отчёт за март — очень длинная тема, которая не помещается в одну строку заголовка",
            Text = "Здравствуйте!\nДо встречи.",
        }));

        message.From.Mailboxes.Single().Name.ShouldBe("Анна Петрова");
        message.To.Mailboxes.Single().Name.ShouldBe("Иван Ёлкин");
        source.ShouldContain("<ivan@xn--e1afmkfd.xn--p1ai>");
        message.Subject.ShouldBe("Отчёт за март — очень длинная тема, которая не помещается в одну строку заголовка");
        message.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldBe("Здравствуйте!\nДо встречи.\n");
        source.ShouldContain("Content-Transfer-Encoding: base64\r\n");
        source.ShouldAllBe(c => c < 128);
        source.Split("\r\n").ShouldAllBe(line => line.Length <= 100);
    }

    [Fact]
    public async Task Compose_AFewForeignLetters_AreQuotedPrintable() =>
        (await WriteAsync(Compose(Simple with { Text = "A café in the old town of the city." }))).Source.ShouldContain("Content-Transfer-Encoding: quoted-printable\r\n");

    [Fact]
    public async Task Compose_Attachment_HasBothDialectsOfItsName()
    {
        var bytes = Encoding.UTF8.GetBytes("содержимое");
        var (message, source) = await WriteAsync(Compose(Simple with { Attachments = [File("Отчёт за март.pdf", bytes, "application/pdf")] }));

        var part = message.Attachments.ShouldHaveSingleItem().ShouldBeOfType<MimePart>();
        part.FileName.ShouldBe("Отчёт за март.pdf");
        part.ContentType.MimeType.ShouldBe("application/pdf");
        using var decoded = new MemoryStream();
        part.Content.ShouldNotBeNull().DecodeTo(decoded);
        decoded.ToArray().ShouldBe(bytes);
        source.ShouldContain("filename*0*=utf-8''");
        source.ShouldContain("name=\"=?utf-8?");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task Compose_AttachmentOfAnySize_IsWhole(int size)
    {
        var bytes = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
        var (message, _) = await WriteAsync(Compose(Simple with { Attachments = [File("a.bin", bytes), File("b.bin", bytes)] }));

        foreach (var part in message.Attachments.Cast<MimePart>())
        {
            using var decoded = new MemoryStream();
            part.Content.ShouldNotBeNull().DecodeTo(decoded);
            decoded.ToArray().ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed")]
    [InlineData("nonsense")]
    [InlineData("text/html\r\nX-Injected: 1")]
    public async Task Compose_AttachmentOfAnotherKind_IsAFile(string contentType)
    {
        var (message, source) = await WriteAsync(Compose(Simple with { Attachments = [File("x\r\nX-Injected: 1", [1], contentType)] }));

        message.Attachments.ShouldHaveSingleItem().ContentType.MimeType.ShouldBeOneOf("application/octet-stream", "text/html");
        source.ShouldNotContain("\r\nX-Injected");
    }

    [Fact]
    public async Task Compose_LineEndsInAnyField_AddNoHeader()
    {
        var (message, source) = await WriteAsync(Compose(Simple with
        {
            From = new MailPerson("Anna\r\nX-Injected: 1", "anna@example.org"),
            To = "Ivan\rX-Injected: 1 <ivan@example.net>, \"a\nX-Injected: 1\" <b@example.net>, ok@example.net".Replace('\n', ' ').Replace('\r', ' '),
            Subject = "Hello\r\nX-Injected: 1\0",
            InReplyTo = "<a@b>\r\nX-Injected: 1",
            References = ["<a@b>\r\nX-Injected: 1", "c\nd@e"],
        }));

        source.ShouldNotContain("\nX-Injected");
        message.Headers["X-Injected"].ShouldBeNull();
        message.Subject.ShouldBe("Hello X-Injected: 1");
        message.InReplyTo.ShouldBeNull();
        message.References.ShouldBeEmpty();
    }

    [Fact]
    public async Task Compose_Bcc_IsInTheCopyAndInTheEnvelopeOnce()
    {
        var composed = Compose(Simple with { To = "a@example.net, A@Example.net", Cc = "a@example.net", Bcc = "hidden@example.net" });

        composed.Recipients.ShouldBe(["a@example.net", "hidden@example.net"]);
        var (message, _) = await WriteAsync(composed);
        message.To.Count.ShouldBe(1);
        message.Bcc.Mailboxes.Single().Address.ShouldBe("hidden@example.net");
    }

    [Fact]
    public async Task Compose_Reply_ContinuesTheThread()
    {
        var (message, _) = await WriteAsync(Compose(Simple with { InReplyTo = "<orig@example.net>", References = ["root@example.net", "<mid@example.net>", "orig@example.net"] }));

        message.InReplyTo.ShouldBe("orig@example.net");
        message.References.ShouldBe(["root@example.net", "mid@example.net", "orig@example.net"]);
    }

    [Fact]
    public async Task Compose_LongThread_KeepsRootAndNewest()
    {
        var (message, _) = await WriteAsync(Compose(Simple with { InReplyTo = "last@x", References = [.. Enumerable.Range(0, 300).Select(i => $"r{i}@x")] }));

        message.References.Count.ShouldBe(50);
        message.References[0].ShouldBe("r0@x");
        message.References[^1].ShouldBe("last@x");
    }

    [Fact]
    public void Compose_NoRecipient_SaysSo() =>
        Problems(Simple with { To = " ; , " }).ShouldBe([new ComposeProblem(ComposeField.To, ComposeProblemCode.NoRecipients, "")]);

    [Fact]
    public void Compose_InvalidAddresses_AreNamedByField() =>
        Problems(Simple with { To = "ivan@example.net, nobody", Cc = "анна@example.org", Bcc = "x@" }).ShouldBe(
        [
            new ComposeProblem(ComposeField.To, ComposeProblemCode.InvalidAddress, "nobody"),
            new ComposeProblem(ComposeField.Cc, ComposeProblemCode.InvalidAddress, "анна@example.org"),
            new ComposeProblem(ComposeField.Bcc, ComposeProblemCode.InvalidAddress, "x@"),
        ]);

    [Fact]
    public void Compose_TooManyRecipients_SaysSo() =>
        Problems(Simple with { To = string.Join(',', Enumerable.Range(0, 501).Select(i => $"a{i}@example.net")) }).ShouldHaveSingleItem().Code.ShouldBe(ComposeProblemCode.TooManyRecipients);

    private static ComposeAttachment File(string name, byte[] bytes, string contentType = "application/octet-stream") =>
        new(name, contentType, _ => Task.FromResult<Stream>(new ForwardStream(bytes)));

    private static ComposedMessage Compose(ComposeRequest request) => new MessageComposer().Compose(request).ShouldBeOfType<ComposeResult.Composed>().Message;

    private static IReadOnlyList<ComposeProblem> Problems(ComposeRequest request) => new MessageComposer().Compose(request).ShouldBeOfType<ComposeResult.Invalid>().Problems;

    private static async Task<(MimeMessage Message, string Source)> WriteAsync(ComposedMessage composed)
    {
        using var written = new MemoryStream();
        await composed.WriteToAsync(written, CancellationToken.None);
        written.Position = 0;
        return (await MimeMessage.LoadAsync(written), Encoding.Latin1.GetString(written.ToArray()));
    }

    // As blobs are: read once, forward, in pieces.
    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }
}
