using Webmail.Mail.Render;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>Which part becomes what.</summary>
public sealed class StructureTests
{
    [Fact]
    public void Render_Alternative_ShowsHtmlAndQuotesText()
    {
        var message = Corpus.Render("alternative-text-and-html");

        message.Format.ShouldBe(BodyFormat.Html);
        Corpus.Body(message).ShouldContain("<b>version</b>");
        Corpus.Body(message).ShouldNotContain("Plain");
        message.PlainText.ShouldBe("Plain version.");
        message.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void Render_InvitationInAlternative_IsAnAttachment() =>
        Corpus.Render("alternative-with-invitation").Attachments.ShouldHaveSingleItem().ShouldBe(new RenderedAttachment(2, "part-3.ics", "text/calendar", 30, false));

    [Fact]
    public void Render_Related_PutsTheImageInItsPlace()
    {
        var message = Corpus.Render("related-with-cid-image");

        Corpus.Body(message).ShouldContain("<img src=\"/part/1\" alt=\"Logo\">");
        Corpus.Body(message).ShouldContain("<img alt=\"Gone\">");
        message.BlockedImages.ShouldBe(0);
        message.Attachments.Select(part => (part.FileName, part.Inline)).ShouldBe([("logo.png", true), ("unused.png", false)]);
    }

    [Theory]
    [InlineData("mixed-attachment-rfc2231-cyrillic-name", "Отчёт за март.pdf", 14)]
    [InlineData("mixed-attachment-rfc2047-name-windows-1251", "Договор.doc", 3)]
    public void Render_CyrillicFileName_IsReadable(string name, string fileName, long size)
    {
        var attachment = Corpus.Render(name).Attachments.ShouldHaveSingleItem();

        attachment.FileName.ShouldBe(fileName);
        attachment.SizeBytes.ShouldBe(size);
        var part = Corpus.Open(name, attachment.Part).ShouldNotBeNull();
        using var content = new MemoryStream();
        part.Content.CopyTo(content);
        content.Length.ShouldBe(size);
    }

    [Fact]
    public void Render_FileNames_AreFitForADisk() =>
        Corpus.Render("attachment-name-path-and-direction-override").Attachments.Select(part => part.FileName)
            .ShouldBe(["evil.exe", "photogpj.exe", new string('a', 196) + ".txt", "part-5.gif"]);

    [Fact]
    public void Render_EmbeddedMessage_IsAnAttachmentNamedBySubject()
    {
        var message = Corpus.Render("nested-message-rfc822");

        message.PlainText.ShouldBe("Outer text.");
        message.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("Внутреннее письмо.eml");
        using var reader = new StreamReader(Corpus.Open("nested-message-rfc822", 1).ShouldNotBeNull().Content);
        reader.ReadToEnd().ShouldContain("Inner text.");
    }

    [Fact]
    public void Render_HtmlThenText_ShowsBothInOneDocument()
    {
        var message = Corpus.Render("html-and-text-parts-in-turn");

        message.Format.ShouldBe(BodyFormat.Html);
        Corpus.Body(message).ShouldStartWith("<body bgcolor=\"#ffffee\"><p>First, rich.</p>");
        Corpus.Body(message).ShouldContain("Then plain &lt;text&gt; &amp; sign.");
        message.PlainText.ShouldBe("First, rich.\n\nThen plain <text> & sign.");
        message.Attachments.ShouldHaveSingleItem().Inline.ShouldBeFalse();
    }

    [Theory]
    [InlineData("boundary-missing-parameter", "Just text, whatever the header says.", 0)]
    [InlineData("boundary-not-the-declared-one", "Body under another boundary.", 1)]
    [InlineData("boundary-never-closed", "First part.", 1)]
    [InlineData("boundary-prefix-of-another", "inner plain", 1)]
    [InlineData("line-ends-lf-only", "Plain version.", 0)]
    [InlineData("base64-broken", "Hello, world.", 1)]
    [InlineData("quoted-printable-broken", "Price: 5 €, rate =5, =ZZ and a softbreak\n100", 0)]
    [InlineData("header-lines-that-are-none", "Body after odd headers.", 0)]
    [InlineData("delivery-report", "Your message could not be delivered.", 2)]
    [InlineData("headers-only", "", 0)]
    public void Render_Broken_ShowsWhatIsThere(string name, string text, int attachments)
    {
        var message = Corpus.Render(name);

        message.PlainText.ShouldBe(text);
        message.Attachments.Count.ShouldBe(attachments);
        message.Problem.ShouldBeNull();
        message.Shortened.ShouldBeFalse();
    }

    [Theory]
    [InlineData("empty-file", "The message is empty.")]
    [InlineData("headers-missing", "The message has no header.")]
    [InlineData("binary-garbage", "The message has no header.")]
    public void Render_NoMessage_ShowsItRawAndSaysWhy(string name, string problem)
    {
        var message = Corpus.Render(name);

        message.Problem.ShouldBe(problem);
        message.Format.ShouldBe(BodyFormat.Text);
    }

    [Theory]
    [InlineData("text/plain; name=letter.txt", "body")]
    [InlineData("text/x-log", "body")]
    public void Render_NoOtherText_IsTheBody(string type, string text)
    {
        var message = Corpus.Render(Corpus.Headers($"From: a@example.org\nContent-Type: {type}"));

        message.PlainText.ShouldBe(text);
        message.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void OpenPart_NoSuchPart_ReturnsNull()
    {
        Corpus.Open("alternative-text-and-html", 2).ShouldBeNull();
        Corpus.Open("alternative-text-and-html", -1).ShouldBeNull();
        Corpus.Open("empty-file", 5).ShouldBeNull();
    }

    [Fact]
    public void OpenPart_Attachment_IsDecoded()
    {
        using var reader = new StreamReader(Corpus.Open("mixed-attachment-rfc2231-cyrillic-name", 1).ShouldNotBeNull().Content);

        reader.ReadToEnd().ShouldBe("%PDF-1.4 hello");
    }

    [Fact]
    public void Render_StreamThatGivesOneByteAtATime_IsReadTheSame()
    {
        var raw = Corpus.Bytes("mixed-attachment-rfc2231-cyrillic-name");
        var slow = new MessageRenderer(Corpus.Patient).Render(new OneByteStream(raw), new RenderOptions(false, index => $"/part/{index}"), CancellationToken.None);

        slow.Document.ShouldBe(Corpus.Render(raw).Document);
        slow.Attachments.ShouldBe(Corpus.Render(raw).Attachments);
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
