using Webmail.Mail.Render;
using Webmail.Mail.Render.Html;

namespace Webmail.UnitTests.Mail.Render;

public sealed class CssTests
{
    private readonly RenderBudget _budget = new(TimeProvider.System, Corpus.Patient, CancellationToken.None);

    [Theory]
    [InlineData("color: red", "color:red")]
    [InlineData(" COLOR : Red ; ; font-size:12px!important ", "color:Red;font-size:12px!important")]
    [InlineData("margin:0 auto -5px +1.5em", "margin:0 auto -5px +1.5em")]
    [InlineData("font-family:\"Segoe UI\", 'Шрифт', sans-serif", "font-family:\"Segoe UI\", \"Шрифт\", sans-serif")]
    [InlineData("width:calc(100% - (2 * 10px))", "width:calc(100% - (2 * 10px))")]
    [InlineData("background:linear-gradient(#fff, rgba(0,0,0,.5))", "background:linear-gradient(#fff, rgba(0,0,0,.5))")]
    [InlineData("color:/* why */red/**/", "color:red")]
    [InlineData("position:fixed;color:red", "color:red")]
    [InlineData("width:expression(alert(1));color:red", "color:red")]
    [InlineData("width:exp/**/ression(alert(1))", "")]
    [InlineData("wi\\64th:\\65xpression(1)", "")]
    [InlineData("behavior:url(x.htc);-moz-binding:url(x);filter:progid:DXImageTransform(x='y')", "")]
    [InlineData("color:red}body{color:blue", "color:red")]
    [InlineData("color:red;{color:blue};height:1px", "color:red;height:1px")]
    [InlineData("color:\"</style>\"", "color:\"\\3c /style\\3e \"")]
    [InlineData("color:red\\;x", "")]
    [InlineData("--x:url(http://a);color:var(--x)", "")]
    [InlineData("color:rgb(1,2", "")]
    [InlineData("color:a b)", "")]
    [InlineData("font-family:'unclosed\n;color:red", "color:red")]
    [InlineData("border-image:url(http://a/b)", "")]
    [InlineData("content:'x';cursor:url(http://a/b),auto;z-index:9;top:0;transform:none;animation:x", "")]
    public void Attribute_Declarations_AreWrittenAnew(string css, string expected) => Css().Attribute(css).ShouldBe(expected);

    [Theory]
    [InlineData("background:#fff url( 'http://a/b.png' ) no-repeat", "background:#fff none no-repeat")]
    [InlineData("background:URL(http://a/b.png)", "background:none")]
    [InlineData("background:u\\72l(http://a/b.png)", "background:none")]
    [InlineData("background-image:url(cid:logo)", "background-image:url(\"/part/logo\")")]
    [InlineData("background-image:url(http://a/b.png", "background-image:none")]
    [InlineData("background-image:url(a b)", "")]
    [InlineData("background-image:image-set('http://a/b.png' 1x)", "")]
    [InlineData("color:url(cid:logo)", "")]
    public void Attribute_Urls_AreAskedFor(string css, string expected) => Css().Attribute(css).ShouldBe(expected);

    [Theory]
    [InlineData("p.a > .b:hover, #c { color:red }", "p.m-a > .m-b:hover,#m-c{color:red}\n")]
    [InlineData("a[href^=x], .ok { color:red }", ".m-ok{color:red}\n")]
    [InlineData("p::before { content:'x' } p { }", "")]
    [InlineData("<!-- .a{color:red} -->", ".m-a{color:red}\n")]
    [InlineData("@media screen and (max-width:600px){.a{color:red}} .b{color:blue}", "@media screen and (max-width:600px){.m-a{color:red}\n}\n.m-b{color:blue}\n")]
    [InlineData("@media (prefers-color-scheme:dark){.a{color:red}} .b{color:blue}", ".m-b{color:blue}\n")]
    [InlineData("@import 'http://a'; @font-face{font-family:x;src:url(http://a)} @supports(x){.a{color:red}} .b{color:blue}", ".m-b{color:blue}\n")]
    [InlineData("@keyframes x{from{color:red}to{color:blue}} .b{color:blue}", ".m-b{color:blue}\n")]
    [InlineData(".a{.nested{color:red}; color:blue}", ".m-a{color:blue}\n")]
    [InlineData("} .b{color:blue}", ".m-b{color:blue}\n")]
    [InlineData(".a{color:red", ".m-a{color:red}\n")]
    [InlineData(".a\\:b{color:red} .c{color:blue}", ".m-c{color:blue}\n")]
    [InlineData("/* unclosed .a{color:red}", "")]
    public void Sheet_Rules_AreWrittenAnew(string css, string expected) => Css().Sheet(css).ShouldBe(expected);

    [Fact]
    public void Attribute_NestedBeyondTheBound_IsDroppedAndSaid()
    {
        Css().Attribute("width:" + Corpus.Repeat("calc(", 65) + "1px" + new string(')', 65)).ShouldBe("");
        _budget.Shortened.ShouldBeTrue();
    }

    [Fact]
    public void Attribute_NestedWithinTheBound_IsKept()
    {
        Css().Attribute("width:" + Corpus.Repeat("calc(", 64) + "1px" + new string(')', 64)).ShouldNotBeEmpty();
        _budget.Shortened.ShouldBeFalse();
    }

    [Fact]
    public void Sheet_TooManyRules_KeepsTheFirst()
    {
        var sheet = Css().Sheet(Corpus.Repeat("a{color:red}", 6000));

        sheet.Split("a{").Length.ShouldBe(5001);
        _budget.Shortened.ShouldBeTrue();
    }

    private CssSanitizer Css() => new(_budget, url => url.StartsWith("cid:", StringComparison.Ordinal) ? "/part/" + url[4..] : null);
}
