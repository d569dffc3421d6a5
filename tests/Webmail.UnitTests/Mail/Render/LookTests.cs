namespace Webmail.UnitTests.Mail.Render;

/// <summary>Links that lie, quotes that are folded, versions of a message for one person.</summary>
public sealed class LookTests
{
    [Theory]
    [InlineData("<a href='https://evil.example/x'>https://bank.com/login</a>", true)]
    [InlineData("<a href='https://evil.example/x'>www.bank.com</a>", true)]
    [InlineData("<a href='https://evil.example/x'>bank.com</a>", true)]
    [InlineData("<a href='https://evil.example/x'>ban\u200bk.com</a>", true)]
    [InlineData("<a href='https://evil.example/x'><b>bank</b>.com</a>", true)]
    [InlineData("<a href='https://bank.com.evil.example/x'>bank.com</a>", true)]
    [InlineData("<a href='https://xn--pple-43d.com/'>our shop</a>", true)]
    [InlineData("<a href='https://www.bank.com/x'>bank.com</a>", false)]
    [InlineData("<a href='https://links.bank.com/x'>https://bank.com/news</a>", false)]
    [InlineData("<a href='https://evil.example/x'>Read on</a>", false)]
    [InlineData("<a href='https://evil.example/x'>report.pdf</a>", false)]
    [InlineData("<a href='mailto:a@evil.example'>bank.com</a>", false)]
    public void Render_Link_IsMarkedWhenItsTextClaimsAnotherHost(string html, bool lies)
    {
        var message = Corpus.Render(Corpus.Html(html));

        message.LyingLinks.ShouldBe(lies ? 1 : 0);
        Corpus.Body(message).Contains("wm-lie", StringComparison.Ordinal).ShouldBe(lies);
    }

    [Fact]
    public void Render_DirectionOverride_DoesNotTurnTextAround()
    {
        Corpus.Body(Corpus.Render(Corpus.Html("<a href='https://a.example'>\u202emoc.knab\u202c</a>"))).ShouldNotContain("\u202e");
        Corpus.Body(Corpus.Render(Corpus.Text("\u202emoc.knab"))).ShouldNotContain("\u202e");
        Corpus.Body(Corpus.Render(Corpus.Html("<p dir='rtl'>\u2067שלום\u2069</p>"))).ShouldContain("\u2067שלום\u2069");
    }

    [Theory]
    [InlineData("<p>Answer</p><blockquote>Before</blockquote>", true)]
    [InlineData("<div><p>Answer</p></div><div class='gmail_quote'>On Monday Anna wrote:<blockquote>Before<blockquote>Earlier</blockquote></blockquote></div><br>", true)]
    [InlineData("<blockquote>Before</blockquote><p>Answer</p>", false)]
    [InlineData("<p>One</p><blockquote>Before</blockquote><p>Two</p>", false)]
    [InlineData("<blockquote>Only</blockquote>", false)]
    public void Render_HtmlQuoteAtItsEnd_IsFolded(string html, bool folded)
    {
        // Little is not worth a button.
        Corpus.Body(Corpus.Render(Corpus.Html(html))).ShouldNotContain("</details>");
        html = html.Replace("Before", "Before" + new string('.', 300), StringComparison.Ordinal);
        var body = Corpus.Body(Corpus.Render(Corpus.Html(html)));

        body.Contains("<details class=\"wm-fold\"><summary>…</summary><blockquote>Before", StringComparison.Ordinal).ShouldBe(folded);
        body.Split("</details>").Length.ShouldBe(folded ? 2 : 1);
    }

    [Theory]
    [InlineData("Answer\n\nAnna wrote:\n> a\n> b\n>> c\n> d\n", true)]
    [InlineData("Answer\n\nAnna wrote:\n> a\n> b\n>> c\n> d\n-- \nBoris", true)]
    [InlineData("Answer\n> a\n", false)]
    [InlineData("> a\n> b\n> c\n> d\nAnswer", false)]
    [InlineData("> a\n> b\n> c\n> d\n", false)]
    public void Render_TextQuoteAtItsEnd_IsFolded(string text, bool folded)
    {
        var body = Corpus.Body(Corpus.Render(Corpus.Text(text)));

        body.Contains("<details class=\"wm-fold\"><summary>…</summary><blockquote", StringComparison.Ordinal).ShouldBe(folded);
        body.Split("</details>").Length.ShouldBe(folded ? 2 : 1);
        if (text.Contains("-- ", StringComparison.Ordinal))
            body.ShouldContain("</details><div class=\"wm-signature\">-- \nBoris");
    }

    [Fact]
    public void Render_ThousandsOfQuotesSideBySide_EndsSoon()
    {
        var message = Corpus.Render(Corpus.Html("<p>Answer</p>" + Corpus.Repeat("<blockquote>x</blockquote>", 20_000)));

        message.Problem.ShouldBeNull();
        message.Shortened.ShouldBeFalse();
    }
}
