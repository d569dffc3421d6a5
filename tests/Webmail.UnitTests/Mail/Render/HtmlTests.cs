namespace Webmail.UnitTests.Mail.Render;

/// <summary>What is left of HTML: looks and text, nothing that acts.</summary>
public sealed class HtmlTests
{
    [Fact]
    public void Render_Scripts_LeaveOnlyTheText()
    {
        var body = Corpus.Body(Corpus.Render("html-script-payloads"));

        body.ShouldContain("Visible text");
        foreach (var word in new[] { "<script", "onload", "onclick", "javascript", "vbscript", "evil.example", "alert('plain')", "alert('template')", "alert('textarea')", "alert('srcdoc')" })
            body.ShouldNotContain(word, Case.Insensitive);
    }

    [Fact]
    public void Render_Styles_KeepLooksOnly()
    {
        var message = Corpus.Render("html-css-payloads");

        message.BlockedImages.ShouldBe(3);
        message.Document.ShouldContain("body{background:none #ffeeee}");
        message.Document.ShouldContain(".m-a{color:red}");
        message.Document.ShouldContain(".m-b{background-image:none;color:green}");
        message.Document.ShouldContain("@media (max-width: 600px){.m-a{color:blue}");
        message.Document.ShouldContain("<p class=\"m-a m-wm-text\" id=\"m-logo\" style=\"color:#123456;background:none\">styled</p>");
        message.Document.ShouldContain("<p style=\"color:red\">broken out</p>");
        message.Document.ShouldContain("<p style=\"font-weight:bold\">bold</p>");
        message.Document.ShouldNotContain("prefers-color-scheme");
        message.Document.ShouldNotContain("evil.example");
    }

    [Fact]
    public void Render_Forms_KeepTheirText()
    {
        var body = Corpus.Body(Corpus.Render("html-forms"));

        body.ShouldContain("Enter password");
        body.ShouldNotContain("secret-value");
        body.ShouldNotContain("evil.example");
    }

    [Fact]
    public void Render_SvgAndMathml_AreGoneWithAllTheyHold()
    {
        var body = Corpus.Body(Corpus.Render("html-svg-and-mathml"));

        body.ShouldContain("<p>before</p><p>after</p>");
    }

    [Fact]
    public void Render_Base_IsResolvedAndGone()
    {
        var message = Corpus.Render("html-meta-refresh-and-base");

        Corpus.Body(message).ShouldContain("href=\"https://news.example/2026/story.html\"");
        message.BlockedImages.ShouldBe(1);
        message.Document.ShouldNotContain("refresh");
    }

    [Fact]
    public void Render_RemoteContent_IsBlockedAndCounted()
    {
        var message = Corpus.Render("html-remote-images-everywhere");

        message.BlockedImages.ShouldBe(7);
        message.Document.ShouldNotContain("img.example");
        Corpus.Body(message).ShouldContain("background:#eee none no-repeat");
        Corpus.Body(message).ShouldContain("<img src=\"data:image/png;base64,iVBORw0KGgo=\">");
        Corpus.Body(message).ShouldNotContain("svg+xml");
    }

    [Fact]
    public void Render_RemoteContentWanted_GoesThroughTheProxy()
    {
        var message = Corpus.Render("html-remote-images-everywhere", showRemoteImages: true);

        message.BlockedImages.ShouldBe(0);
        Corpus.Body(message).ShouldContain("<img src=\"/image?u=https%3A%2F%2Fimg.example%2Fsrc.png\" alt=\"Src\">");
        Corpus.Body(message).ShouldContain("background=\"/image?u=https%3A%2F%2Fimg.example%2Ftable.png\"");
        Corpus.Body(message).ShouldContain("url(&quot;/image?u=https%3A%2F%2Fimg.example%2Fcss.png&quot;)");
        message.Document.ShouldNotContain("\"https://img.example");
        message.Document.ShouldNotContain("poster");
    }

    [Theory]
    [InlineData("href=\"https://evil.example/login\" title=\"evil.example\"")]
    [InlineData("title=\"xn--80ak6aa92e.com\"")]
    [InlineData("href=\"https://bank.example@evil.example/\" title=\"evil.example\"")]
    [InlineData("href=\"mailto:a@example.org?subject=Hi\" title=\"a@example.org\"")]
    [InlineData("<a>ftp</a> <a>file</a>")]
    [InlineData("<a href=\"#m-top\">top</a> <a name=\"m-top\" id=\"m-top\">anchor</a>")]
    [InlineData("<a>relative</a>")]
    public void Render_Links_ShowWhereTheyLead(string expected) => Corpus.Body(Corpus.Render("html-links-that-lie")).ShouldContain(expected);

    [Fact]
    public void Render_Newsletter_ScrollsItsOuterTableAndQuotesWithoutHiddenText()
    {
        var message = Corpus.Render("html-newsletter-tables");

        Corpus.Body(message).Split("wm-scroll").Length.ShouldBe(2);
        Corpus.Body(message).ShouldContain("<body bgcolor=\"#f4f4f4\">");
        message.Document.ShouldContain(".m-title{font-size:20px;color:#cc0000}");
        message.PlainText.ShouldBe("Новости недели\nПервая Вторая\n\nЧитать <https://news.example/read?id=1>");
    }

    [Fact]
    public void Render_CellsOverThousandsOfRows_AreClamped() =>
        Corpus.Body(Corpus.Render("html-huge-table")).ShouldContain("<td rowspan=\"20\" colspan=\"20\">");

    [Fact]
    public void Render_FixedSizeImage_KeepsItsShape()
    {
        Corpus.Body(Corpus.Render(Corpus.Html("<img src='cid:x' width=800 height=400>"))).ShouldContain("class=\"wm-fit\"");
        Corpus.Body(Corpus.Render(Corpus.Html("<img src='cid:x' width=800 height=1>"))).ShouldNotContain("wm-fit");
    }

    [Fact]
    public void Render_Html_StaysOnWhitePaperInTheDark()
    {
        var message = Corpus.Render("alternative-text-and-html", theme: "dark");

        message.Document.ShouldContain("color-scheme:light}");
        message.Document.ShouldNotContain("light-dark(");
    }

    [Theory]
    [InlineData("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree")]
    [InlineData("<blockquote><p>Quoted</p><blockquote>Deeper</blockquote></blockquote>Answer", "> Quoted\n>\n>> Deeper\n\nAnswer")]
    [InlineData("<ul><li>a<li>b</ul>", "- a\n- b")]
    [InlineData("<pre>  x\n\n  y</pre>", "  x\n\n  y")]
    [InlineData("a &lt;b&gt;&nbsp;c", "a <b> c")]
    [InlineData("<a href='https://example.org/'>example.org</a>", "example.org")]
    [InlineData("<a href='https://example.org/x'>here</a>", "here <https://example.org/x>")]
    [InlineData("<a href='https://example.org/x'><img src=cid:y></a>", "")]
    [InlineData("<div><div><div>deep</div></div></div><div>next</div>", "deep\nnext")]
    public void PlainText_OfHtml_ReadsLikeText(string html, string text) => Corpus.Render(Corpus.Html(html)).PlainText.ShouldBe(text);

    [Theory]
    [InlineData("<pre>\n\nx</pre>", "<pre>\n\nx</pre>")]
    [InlineData("<p title='\"&<>'>x", "<p title=\"&quot;&amp;&lt;&gt;\">x</p>")]
    [InlineData("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>")]
    [InlineData("<o:p>kept</o:p><font color=red>f</font><center>c</center>", "kept<font color=\"red\">f</font><center>c</center>")]
    [InlineData("<xmp><script>x</script></xmp>", "&lt;script&gt;x&lt;/script&gt;")]
    [InlineData("<plaintext><b>", "&lt;b&gt;")]
    public void Render_Markup_IsWrittenAnew(string html, string expected) => Corpus.Body(Corpus.Render(Corpus.Html(html))).ShouldBe($"<body>{expected}</body></html>");
}
