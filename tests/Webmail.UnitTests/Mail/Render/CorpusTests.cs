using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Webmail.Mail.Render;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>What holds for each message there is, whatever is wrong with it.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Forbidden =
    [
        "script", "iframe", "frame", "object", "embed", "form", "input", "button", "textarea", "select", "link", "base", "svg", "math", "template",
        "video", "audio", "source", "noscript", "applet",
    ];

    private static readonly string[] Loading = ["src", "background", "srcset", "poster", "data", "srcdoc", "action", "formaction", "ping", "xlink:href"];

    public static TheoryData<string> Names => [.. Corpus.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyMessage_HoldsNothingThatActsOrLoads(string name)
    {
        Check(Corpus.Render(name));
    }

    /// <summary>Nothing in the document acts, or loads from elsewhere.</summary>
    internal static void Check(RenderedMessage message)
    {
        message.Document.ShouldStartWith("<!DOCTYPE html><html><head><meta charset=\"utf-8\">");
        message.Document.ShouldEndWith("</body></html>");
        var document = new HtmlParser().ParseDocument(message.Document);
        foreach (var element in document.All)
            CheckElement(element);
        foreach (var style in document.QuerySelectorAll("style"))
            CheckCss(style.TextContent);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OpenPart_EachAttachment_IsTheOneListed(string name)
    {
        foreach (var attachment in Corpus.Render(name).Attachments.Take(20))
        {
            var part = Corpus.Open(name, attachment.Part).ShouldNotBeNull();
            part.FileName.ShouldBe(attachment.FileName);
            part.ContentType.ShouldBe(attachment.ContentType);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_CutAnywhere_StillShows(string name)
    {
        var raw = Corpus.Bytes(name);
        for (var i = 1; i < 16; i++)
            Corpus.Render(raw[..(raw.Length * i / 16)]).Document.ShouldEndWith("</body></html>");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_Twice_IsTheSame(string name)
    {
        var first = Corpus.Render(name);
        var second = Corpus.Render(name);

        second.Document.ShouldBe(first.Document);
        second.Attachments.ShouldBe(first.Attachments);
    }

    private static void CheckElement(IElement element)
    {
        Forbidden.ShouldNotContain(element.LocalName);
        element.NamespaceUri.ShouldBe("http://www.w3.org/1999/xhtml");
        if (element.LocalName == "meta")
            element.GetAttribute("http-equiv").ShouldBeNull();
        foreach (var attribute in element.Attributes)
        {
            attribute.Name.ShouldNotStartWith("on", Case.Insensitive);
            if (Loading.Contains(attribute.Name))
                IsOurs(attribute.Value).ShouldBeTrue($"{attribute.Name}={attribute.Value}");
            if (attribute.Name == "style")
                CheckCss(attribute.Value);
        }

        if (element.GetAttribute("href") is not { } href)
            return;
        (href.StartsWith("http://", StringComparison.Ordinal) || href.StartsWith("https://", StringComparison.Ordinal)
            || href.StartsWith("mailto:", StringComparison.Ordinal) || href.StartsWith("#m-", StringComparison.Ordinal)).ShouldBeTrue(href);
        if (!href.StartsWith('#'))
        {
            element.GetAttribute("target").ShouldBe("_blank");
            element.GetAttribute("rel").ShouldBe("noopener noreferrer nofollow");
            element.GetAttribute("title").ShouldNotBeNullOrEmpty();
        }
    }

    private static bool IsOurs(string url) => url.StartsWith("/part/", StringComparison.Ordinal) || url.StartsWith("data:image/", StringComparison.Ordinal);

    private static void CheckCss(string css)
    {
        foreach (var word in new[] { "expression(", "javascript:", "@import", "@font-face", "behavior", "-moz-binding", "position:fixed", "position:absolute", "url(\"http", "url(http", "<" })
            css.ShouldNotContain(word, Case.Insensitive);
    }
}
