using System.Text;
using MimeKit.Tnef;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>What stands within a part: messages, files in texts, Outlook's archive.</summary>
public sealed class NestedTests
{
    private const string UuText = "Hello,\nthe file:\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye";

    [Theory]
    [InlineData("2", 2, null)]
    [InlineData("2.0.13", 2, "0.13")]
    public void PartPath_Parse_FirstAndRest(string text, int first, string? rest)
    {
        var path = PartPath.Parse(text).ShouldNotBeNull();

        path.First.ShouldBe(first);
        path.Rest?.ToString().ShouldBe(rest);
        path.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("1.")]
    [InlineData("1..2")]
    [InlineData("123456")]
    [InlineData("1.1.1.1.1.1.1.1.1")]
    public void PartPath_Parse_AnythingElse_IsNull(string text) => PartPath.Parse(text).ShouldBeNull();

    [Fact]
    public void OpenPart_WithinEmbeddedMessage_IsThePartOfThatMessage()
    {
        var raw = Embedded("Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nInner text.\r\n--i\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--i--\r\n");

        var part = Corpus.Open(raw, PartPath.Parse("1.1").ShouldNotBeNull()).ShouldNotBeNull();

        part.FileName.ShouldBe("a.pdf");
        Read(part).ShouldBe("PDF");
        Corpus.Open(raw, PartPath.Parse("1.2").ShouldNotBeNull()).ShouldBeNull();
        Corpus.Open(raw, PartPath.Parse("0.1").ShouldNotBeNull()).ShouldBeNull();
    }

    [Fact]
    public void Render_EmbeddedMessageOnItsOwn_IsShownLikeAnyOther()
    {
        var embedded = Corpus.Open(Embedded("\r\nInner text."), 1).ShouldNotBeNull();

        embedded.IsMessage.ShouldBeTrue();
        var message = new MessageRenderer(Corpus.Patient).Render(embedded.Content, new RenderOptions(false, part => $"/part/{part}"), CancellationToken.None);
        message.Subject.ShouldBe("Inner");
        message.PlainText.ShouldBe("Inner text.");
    }

    [Fact]
    public void Render_UuencodedFileInText_IsAnAttachmentAndNotText()
    {
        var raw = Corpus.Text(UuText);
        var message = Corpus.Render(raw);

        message.PlainText.ShouldBe("Hello,\nthe file:\nbye");
        var file = message.Attachments.ShouldHaveSingleItem();
        (file.FileName, file.SizeBytes, file.ContentType, file.Inline).ShouldBe(("cat.txt", 3L, "text/plain", false));
        Read(Corpus.Open(raw, file.Part).ShouldNotBeNull()).ShouldBe("Cat");
    }

    [Theory]
    [InlineData("begin 644 cat.txt\nthis is no data at all, is it? It is a line that is longer than any\nend")]
    [InlineData("begin 644 cat.txt\n#0V%T\n`\n")]
    [InlineData("begin the day\nend")]
    public void Render_TextThatOnlyLooksUuencoded_StaysText(string text)
    {
        var message = Corpus.Render(Corpus.Text(text));

        message.PlainText.ShouldBe(text.Trim('\n'));
        message.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void Render_Winmail_ShowsItsTextAndItsFiles()
    {
        var raw = Winmail(Tnef("The rich text.", "Смета.xls", "SHEET"));
        var message = Corpus.Render(raw);

        message.PlainText.ShouldBe("The rich text.");
        var file = message.Attachments.ShouldHaveSingleItem();
        file.FileName.ShouldBe("Смета.xls");
        Read(Corpus.Open(raw, file.Part).ShouldNotBeNull()).ShouldBe("SHEET");
    }

    [Fact]
    public void Render_WinmailBroken_StaysAFile()
    {
        var tnef = Tnef("The rich text.", "a.xls", "SHEET");
        for (var length = 0; length < tnef.Length; length += 7)
        {
            var message = Corpus.Render(Winmail(tnef[..length]));
            message.Problem.ShouldBeNull();
            message.Attachments.Count.ShouldBeLessThanOrEqualTo(1);
        }

        Corpus.Render(Winmail("no TNEF"u8.ToArray())).Attachments.ShouldHaveSingleItem().FileName.ShouldBe("winmail.dat");
    }

    private static byte[] Embedded(string rest) => Encoding.UTF8.GetBytes(
        "From: a@example.org\r\nSubject: Outer\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nOuter text.\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n"
        + "From: b@example.org\r\nSubject: Inner\r\n" + rest + "\r\n--o--\r\n");

    private static byte[] Winmail(byte[] tnef) => Encoding.ASCII.GetBytes(
        "From: a@example.org\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\n\r\n--o\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(tnef, Base64FormattingOptions.InsertLineBreaks) + "\r\n--o--\r\n");

    /// <summary>MS-OXTNEF: signature, key, then attributes of level, tag, length, data, sum.</summary>
    private static byte[] Tnef(string text, string fileName, string content)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var cyrillic = Encoding.GetEncoding(1251);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(0x223e9f78);
        writer.Write((ushort)1);
        Attribute(1, TnefAttributeTag.TnefVersion, [0, 0, 1, 0]);
        Attribute(1, TnefAttributeTag.OemCodepage, [.. BitConverter.GetBytes(1251), 0, 0, 0, 0]);
        Attribute(1, TnefAttributeTag.MessageClass, "IPM.Microsoft Mail.Note\0"u8.ToArray());
        Attribute(1, TnefAttributeTag.Body, [.. cyrillic.GetBytes(text), 0]);
        Attribute(2, TnefAttributeTag.AttachRenderData, new byte[14]);
        Attribute(2, TnefAttributeTag.AttachTitle, [.. cyrillic.GetBytes(fileName), 0]);
        Attribute(2, TnefAttributeTag.AttachData, Encoding.ASCII.GetBytes(content));
        return stream.ToArray();

        void Attribute(byte level, TnefAttributeTag tag, byte[] data)
        {
            writer.Write(level);
            writer.Write((int)tag);
            writer.Write(data.Length);
            writer.Write(data);
            writer.Write((ushort)data.Sum(b => b));
        }
    }

    private static string Read(PartContent part)
    {
        using var reader = new StreamReader(part.Content);
        return reader.ReadToEnd();
    }
}
