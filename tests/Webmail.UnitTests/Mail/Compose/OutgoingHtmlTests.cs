using System.Globalization;
using System.Text;
using MimeKit;
using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Compose;

public sealed class OutgoingHtmlTests
{
    private static readonly ComposeRequest Simple = new(
        new MailPerson("Anna", "anna@example.org"), "ivan@example.net", "", "", "Hello", "", "", [], [], new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(3)));

    [Fact]
    public async Task Compose_Html_IsTextAndHtmlToChooseFrom()
    {
        var (message, source) = await WriteAsync(Simple with { Html = "<div>Добрый <b>день</b></div><blockquote>Было</blockquote>" });

        var alternative = message.Body.ShouldBeOfType<MultipartAlternative>();
        alternative.Count.ShouldBe(2);
        alternative.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").Trim().ShouldBe("Добрый день\n\n> Было");
        alternative.HtmlBody.ShouldNotBeNull().ShouldContain("<b>день</b>");
        source.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']).ShouldBe(-1);
        source.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
    }

    [Fact]
    public async Task Compose_HtmlThatActs_LeavesWithoutIt()
    {
        var (message, _) = await WriteAsync(Simple with
        {
            Html = "<div onclick=\"a()\" class=\"x\" id=\"y\">Text<script>alert(1)</script><style>p{}</style><form><input></form><a href=\"javascript:a()\">b</a><iframe src=\"https://e.example\"></iframe></div>",
        });

        var html = message.HtmlBody.ShouldNotBeNull();
        foreach (var bad in new[] { "script", "onclick", "class=", "id=", "<form", "<input", "iframe", "javascript" })
            html.ShouldNotContain(bad, Case.Insensitive);
        html.ShouldContain("Text");
    }

    [Fact]
    public async Task Compose_PictureInTheText_IsRelated_AndOneTakenOutIsNotSent()
    {
        var (message, source) = await WriteAsync(Simple with
        {
            Html = "<div>Look: <img src=\"cid:one@webmail\" alt=\"a dog\"></div>",
            Attachments = [Picture("one@webmail"), Picture("two@webmail"), new ComposeAttachment("file.txt", "text/plain", Bytes)],
        });

        var mixed = message.Body.ShouldBeOfType<Multipart>();
        var related = mixed[0].ShouldBeOfType<MultipartAlternative>()[1].ShouldBeOfType<MultipartRelated>();
        related.Count.ShouldBe(2);
        related[1].ContentId.ShouldBe("one@webmail");
        related[1].ContentDisposition.ShouldNotBeNull().Disposition.ShouldBe("inline");
        mixed[1].ContentDisposition.ShouldNotBeNull().FileName.ShouldBe("file.txt");
        source.ShouldNotContain("two@webmail");
        message.TextBody.ShouldNotBeNull().ShouldContain("a dog");
    }

    [Theory]
    [InlineData("a\r\n.\r\nMAIL FROM:<evil@example.org>\r\n")]
    [InlineData("a\n.\nDATA")]
    [InlineData("a\r.\rDATA")]
    [InlineData("a\r\n.\rDATA\n.\r\nQUIT")]
    public async Task Compose_BareLineEnds_NeverReachTheWire(string smuggled)
    {
        foreach (var request in new[] { Simple with { Text = smuggled, Subject = smuggled }, Simple with { Html = "<pre>" + smuggled + "</pre>" } })
        {
            var (_, source) = await WriteAsync(request);

            source.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']).ShouldBe(-1);
        }
    }

    [Fact]
    public void Build_ReplyToHtml_KeepsItsFormattingWithoutWhatActs()
    {
        var original = Render("From: b@example.net\r\nSubject: S\r\nContent-Type: text/html\r\n\r\n<p style=\"color:red\">Red <script>a()</script><img src=\"https://track.example/p.gif\"><b>bold</b></p>");

        var seed = Build(DraftKind.Reply, original);

        seed.Html.ShouldContain("<b>bold</b>");
        seed.Html.ShouldContain("<blockquote");
        seed.Html.ShouldContain("wrote:");
        seed.Html.ShouldNotContain("script");
        seed.Html.ShouldNotContain("track.example");
    }

    [Fact]
    public void Build_ForwardOfText_EscapesIt() =>
        Build(DraftKind.Forward, Render("From: b@example.net\r\nSubject: S\r\n\r\n<b>not bold</b> & more\r\n")).Html.ShouldContain("&lt;b&gt;not bold&lt;/b&gt; &amp; more");

    [Fact]
    public void Build_ReplyWithPictures_NamesThem()
    {
        var original = Render(
            "From: b@example.net\r\nSubject: S\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:pic\">\r\n"
            + "--x\r\nContent-Type: image/png\r\nContent-ID: <pic>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n");

        var picture = original.Attachments.ShouldHaveSingleItem();
        picture.Inline.ShouldBeTrue();
        Build(DraftKind.Reply, original).Html.ShouldContain($"src=\"cid:{QuoteHtml.ContentIdOf(picture.Part)}\"");
    }

    private static RenderedMessage Render(string message) =>
        new MessageRenderer().Render(new MemoryStream(Encoding.ASCII.GetBytes(message)), new RenderOptions(false, part => "cid:" + QuoteHtml.ContentIdOf(part)), CancellationToken.None);

    private static ReplySeed Build(DraftKind kind, RenderedMessage original) => ReplyBuilder.Build(
        kind, original, [], new ReplyTexts("On {0}, {1} wrote:", "Forwarded", "From", "Date", "Subject", "To", "Cc", CultureInfo.InvariantCulture, TimeZoneInfo.Utc));

    private static ComposeAttachment Picture(string contentId) => new("dog.png", "image/png", Bytes) { ContentId = contentId };

    private static Task<Stream> Bytes(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream([1, 2, 3]));

    private static async Task<(MimeMessage Message, string Source)> WriteAsync(ComposeRequest request)
    {
        using var written = new MemoryStream();
        await new MessageComposer().Compose(request).ShouldBeOfType<ComposeResult.Composed>().Message.WriteToAsync(written, CancellationToken.None);
        written.Position = 0;
        return (await MimeMessage.LoadAsync(written), Encoding.Latin1.GetString(written.ToArray()));
    }
}
