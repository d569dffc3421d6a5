using System.Text;
using Webmail.Mail.Render;
using Webmail.Mail.Render.Text;

namespace Webmail.UnitTests.Mail.Render;

public sealed class TextTests
{
    [Fact]
    public void Render_Flowed_JoinsLinesAndTakesStuffingOff()
    {
        var message = Corpus.Render("text-format-flowed");

        message.PlainText.ShouldBe("This paragraph was wrapped by its sender and is one line.\n\nFrom here a stuffed line.\n> Quoted text that flows too.\n>> Twice.\nAnswer.\n-- \nAnna\nExample Ltd");
        Corpus.Body(message).ShouldContain("<div class=\"wm-signature\">-- \nAnna\nExample Ltd");
    }

    [Fact]
    public void Render_FlowedWithDelSp_JoinsWithoutTheSpace() =>
        Corpus.Render(Corpus.Text("inter \r\nnational\r\n", "; format=flowed; delsp=yes")).PlainText.ShouldBe("international");

    [Fact]
    public void Render_QuoteLevels_AreNested()
    {
        var body = Corpus.Body(Corpus.Render("text-quote-levels-and-signature"));

        body.ShouldContain("<blockquote class=\"wm-quote wm-q1\">Second voice\n<blockquote class=\"wm-quote wm-q2\">First voice\n<blockquote class=\"wm-quote wm-q3\">Oldest voice\n</blockquote></blockquote>again\n</blockquote>");
        body.ShouldContain("&lt;script&gt;alert(&quot;text&quot;)&lt;/script&gt;");
        body.ShouldContain("<div class=\"wm-signature\">-- \nAnna Petrova\n</div></div></body>");
    }

    [Theory]
    [InlineData("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&amp;c=2</a>.")]
    [InlineData("(http://example.org/x_(y))", "http://example.org/x_(y)", "</a>)")]
    [InlineData("www.example.com,", "http://www.example.com/", ">www.example.com</a>,")]
    [InlineData("anna@example.org.", "mailto:anna@example.org", ">anna@example.org</a>.")]
    [InlineData("HTTPS://Example.ORG/Path", "https://example.org/Path", ">HTTPS://Example.ORG/Path</a>")]
    [InlineData("https://пример.рф/x", "https://пример.рф/x\" title=\"xn--e1afmkfd.xn--p1ai\"", ">https://пример.рф/x</a>")]
    public void Append_Address_BecomesALink(string text, string href, string end)
    {
        var html = new StringBuilder();
        Links.Append(html, text);

        html.ToString().ShouldContain("href=\"" + href, Case.Sensitive);
        html.ToString().ShouldContain(end);
        html.ToString().ShouldContain("target=\"_blank\" rel=\"noopener noreferrer nofollow\"");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://localhost")]
    [InlineData("@example.org")]
    [InlineData("a@b")]
    [InlineData("1.5:2")]
    public void Append_NoAddress_StaysText(string text)
    {
        var html = new StringBuilder();
        Links.Append(html, text);

        html.ToString().ShouldNotContain("<a");
    }

    [Theory]
    [InlineData(null, "color-scheme:light dark}")]
    [InlineData("light", "color-scheme:light}")]
    [InlineData("dark", "color-scheme:dark}")]
    [InlineData("\"><script>", "color-scheme:light dark}")]
    public void Render_Text_FollowsTheTheme(string? theme, string expected)
    {
        var message = Corpus.Render("text-format-flowed", theme: theme);

        message.Format.ShouldBe(BodyFormat.Text);
        message.Document.ShouldContain(expected);
        message.Document.ShouldContain("light-dark(");
    }

    [Fact]
    public void Render_HostileLinks_StayInside()
    {
        var body = Corpus.Body(Corpus.Render("text-links-hostile"));

        body.ShouldNotContain("<script");
        body.ShouldNotContain("\"onmouseover");
        body.ShouldContain("title=\"evil.example\"");
    }
}
