using System.Diagnostics;
using System.Text;
using Webmail.Mail.Render;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>No message may take the process down, or its processor for long. Bounds shorten what is shown, and say so.</summary>
public sealed class LimitTests
{
    private const string Head = "From: a@example.org\r\nMIME-Version: 1.0\r\nSubject: s\r\n";

    public static TheoryData<string> Hostile => [.. Messages.Keys];

    private static Dictionary<string, Func<byte[]>> Messages { get; } = new()
    {
        ["elements nested"] = () => Html(Corpus.Repeat("<div>", 400_000)),
        ["elements nested wrongly"] = () => Html(Corpus.Repeat("<b><i><p>", 200_000)),
        ["formatting to reconstruct"] = () => Html(Corpus.Repeat("<a><b>", 60_000) + Corpus.Repeat("<p>x", 100_000)),
        ["tables in tables with text between"] = () => Html("<table>" + Corpus.Repeat("<b>x<table>", 150_000)),
        ["attributes in one tag"] = () => Html("<p " + string.Join(' ', Enumerable.Range(0, 250_000).Select(i => "a" + i)) + ">x"),
        ["end tags of nothing"] = () => Html(Corpus.Repeat("<x>", 500) + Corpus.Repeat("</y>", 450_000)),
        ["siblings"] = () => Html(Corpus.Repeat("<br>", 500_000)),
        ["templates"] = () => Html(Corpus.Repeat("<template><table><tr>", 80_000)),
        ["foreign content"] = () => Html(Corpus.Repeat("<svg><g>", 200_000)),
        ["unknown elements"] = () => Html(Corpus.Repeat("<x>a</x>", 49_000)),
        ["comments"] = () => Html(Corpus.Repeat("<!-->", 300_000)),
        ["character references"] = () => Html(Corpus.Repeat("&CounterClockwiseContourIntegra", 60_000)),
        ["functions in a style"] = () => Html("<p style='width:" + Corpus.Repeat("calc(", 300_000) + "'>x"),
        ["blocks in a sheet"] = () => Html("<style>" + Corpus.Repeat("@media screen{", 18_000) + "</style>x"),
        ["selectors in a rule"] = () => Html("<style>" + Corpus.Repeat(".a,", 80_000) + "{color:red}</style>x"),
        ["styles on each element"] = () => Html(Corpus.Repeat("<p style='color:red;background:url(http://a/b)'>x", 40_000)),
        ["multiparts in multiparts"] = () => Raw(Head + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"))),
        ["parts"] = () => Raw(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + Corpus.Repeat("--b\n\n", 4_000_000)),
        ["bodies"] = () => Raw(Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + Corpus.Repeat("--b\r\nContent-Type: text/html\r\n\r\n" + Corpus.Repeat("<p><b>x", 300) + "\r\n", 990)),
        ["header fields"] = () => Raw(Head + Corpus.Repeat("X: a\r\n", 3_000_000) + "\r\nx"),
        ["a header field without end"] = () => Raw(Head + "X: " + new string('a', 20_000_000) + "\r\n\r\nx"),
        ["folds of a header field"] = () => Raw(Head + "X: a\r\n" + Corpus.Repeat(" a\r\n", 4_000_000) + "\r\nx"),
        ["addresses"] = () => Raw(Head + "To: " + Corpus.Repeat("a@b.c,\r\n ", 28_000) + "\r\n\r\nx"),
        ["comments in an address"] = () => Raw(Head + "To: " + Corpus.Repeat("(", 60_000) + "\r\n\r\nx"),
        ["groups in groups"] = () => Raw(Head + "To: " + Corpus.Repeat("a:", 30_000) + "\r\n\r\nx"),
        ["encoded words"] = () => Raw(Head.Replace("Subject: s", "Subject: " + Corpus.Repeat("=?utf-8?b?0L/RgNC4?= ", 3_000), StringComparison.Ordinal) + "\r\nx"),
        ["parameters"] = () => Raw(Head + "Content-Type: text/plain; " + Corpus.Repeat("a*0*=utf-8''x; ", 16_000) + "\r\n\r\nx"),
        ["addresses in a text"] = () => Corpus.Text(Corpus.Repeat("http://a.b/" + new string(')', 2030) + " a@b.cc\n", 2500)),
        ["quotes in a text"] = () => Corpus.Text(Corpus.Repeat(new string('>', 70) + " x\n> y\n", 60_000)),
        ["one line of text"] = () => Corpus.Text(new string('a', 6_000_000)),
        ["flowed lines"] = () => Corpus.Text(Corpus.Repeat("a b \n", 1_000_000), "; format=flowed"),
        ["nothing but line ends"] = () => Raw(Head + "\r\n" + new string('\n', 30_000_000)),
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Render_Hostile_EndsSoon(string name)
    {
        var raw = Messages[name]();
        Corpus.Render("html-newsletter-tables");
        var watch = Stopwatch.StartNew();

        var message = new MessageRenderer().Render(new MemoryStream(raw), new RenderOptions(false, index => $"/part/{index}"), CancellationToken.None);

        // Two seconds are the bound; the rest is for a machine that does other things as well.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        message.Document.Length.ShouldBeLessThan(40_000_000);
        message.Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("multipart-nested-100-deep")]
    [InlineData("header-of-300-kilobytes")]
    [InlineData("line-of-200000-characters")]
    [InlineData("parts-1500")]
    [InlineData("html-css-functions-nested-20000")]
    public void Render_PastABound_SaysSo(string name) => Corpus.Render(name).Shortened.ShouldBeTrue();

    [Fact]
    public void Render_TooManyParts_ShowsTheFirst() => Corpus.Render("parts-1500").Attachments.Count.ShouldBe(999);

    [Fact]
    public void Render_TooManyHeaders_ShowsTheBody()
    {
        var message = Corpus.Render("header-of-300-kilobytes");

        message.From.Address.ShouldBe("a@example.org");
        message.PlainText.ShouldBe("Body is still there.");
    }

    [Fact]
    public void Render_TooDeep_ShowsTheTextThatFits()
    {
        var message = Corpus.Render("html-nested-5000-deep");

        message.PlainText.ShouldBe("bottom");
        Corpus.Body(message).Split("<div>").Length.ShouldBe(5001);
    }

    [Fact]
    public void Render_TooManyElements_ShowsTheFirst()
    {
        var message = Corpus.Render(Corpus.Html("<p>first</p>" + Corpus.Repeat("<p>x</p>", 60_000)));

        message.Shortened.ShouldBeTrue();
        message.PlainText.ShouldStartWith("first");
    }

    [Fact]
    public void Render_TooMuchHtml_ShowsTheFirst()
    {
        var message = Corpus.Render(Corpus.Html("<p>first</p>" + new string('x', 3_000_000)));

        message.Shortened.ShouldBeTrue();
        message.Document.Length.ShouldBeLessThan(2_200_000);
        message.Document.ShouldContain("first");
    }

    [Fact]
    public void Render_TooLarge_ShowsTheFirst()
    {
        var message = Corpus.Render(Corpus.Text(Corpus.Repeat("line\r\n", 1000)), limits: Corpus.Patient with { MessageBytes = 2000 });

        message.Shortened.ShouldBeTrue();
        message.PlainText.ShouldStartWith("line\nline");
    }

    [Fact]
    public void Render_AddressesOfAllFields_AreBoundedTogether()
    {
        var many = string.Join(", ", Enumerable.Range(0, 1500).Select(i => $"a{i}@b.cc"));
        var message = Corpus.Render(Corpus.Headers($"From: a@b.c\nTo: {many}\nCc: {many}"));

        (message.To.Count + message.Cc.Count).ShouldBeLessThanOrEqualTo(2000);
        message.Shortened.ShouldBeTrue();
    }

    [Fact]
    public void Render_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var raw = Html(Corpus.Repeat("<p>x", 1000));

        Should.Throw<OperationCanceledException>(() => new MessageRenderer().Render(new MemoryStream(raw), new RenderOptions(false, _ => ""), source.Token));
    }

    [Fact]
    public void Render_RandomChanges_NeverThrow()
    {
        var random = new Random(20260303);
        foreach (var name in Corpus.Names)
        {
            var raw = Corpus.Bytes(name);
            for (var round = 0; round < 5 && raw.Length is > 0 and < 50_000; round++)
            {
                for (var i = 0; i < 10; i++)
                    raw[random.Next(raw.Length)] = (byte)random.Next(256);
                Corpus.Render(raw).Document.ShouldEndWith("</body></html>");
            }
        }
    }

    private static byte[] Html(string html) => Corpus.Html(html);

    private static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text);
}
