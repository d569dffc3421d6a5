using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Webmail.Mail.Render.Html;

/// <summary>Parses HTML of a stranger within bounds. Past one of them the document is what was read until then.</summary>
internal sealed class HtmlReader
{
    // Duplicates are looked for in all attributes of a tag, so a tag of 300,000 would take minutes.
    private const int MaxAttributes = 64;
    private const int TokensBetweenChecks = 64;

    // The stages behind need the rest.
    private const double ParsingShare = 0.5;

    private readonly RenderBudget _budget;
    private IDocument? _document;
    private int _elements;
    private int _tokens;

    private HtmlReader(RenderBudget budget) => _budget = budget;

    public static IHtmlDocument Read(string html, RenderBudget budget)
    {
        var reader = new HtmlReader(budget);
        var parser = new HtmlParser(new HtmlParserOptions
        {
            MaximumDepth = budget.Limits.HtmlDepth,
            OnCreated = (element, _) => reader.Created(element),
            OnToken = (_, _) => reader.Token(),
            ShouldEmitAttribute = (ref token, _) => token.Attributes.Count < MaxAttributes,
            DisableElementPositionTracking = true,
            SkipComments = true,
            SkipScriptText = true,
            SkipProcessingInstructions = true,
            SkipCDATA = true,
        });
        try
        {
            return parser.ParseDocument(html);
        }
        catch (BoundReachedException)
        {
            // Throwing from the callback is the one way to stop the parser; its document holds what came before.
            return reader._document as IHtmlDocument ?? parser.ParseDocument("");
        }
    }

    private void Created(IElement element)
    {
        _document = element.Owner;
        if (++_elements > _budget.Limits.HtmlElements)
        {
            _budget.Shorten();
            throw new BoundReachedException();
        }
    }

    // End tags that close nothing create nothing and are searched for in all open elements.
    private void Token()
    {
        if (++_tokens % TokensBetweenChecks == 0 && _budget.IsSpent(ParsingShare))
            throw new BoundReachedException();
    }
}
