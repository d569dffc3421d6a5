using System.Text;

namespace Webmail.Mail.Render.Html;

/// <summary>
/// Writes CSS anew from tokens it knows; what it does not know is left out with its declaration, selector or rule.
/// Nesting costs a counter, not stack: AngleSharp.Css recurses into functions and a stranger's style would end the process.
/// </summary>
/// <param name="imageUrl">The address a url() may load, or null when it may not.</param>
internal sealed class CssSanitizer(RenderBudget budget, Func<string, string?> imageUrl)
{
    private const int MaxMediaDepth = 4;

    private int _rules;

    /// <summary>The content of a style attribute; empty when nothing of it is allowed.</summary>
    public string Attribute(string css)
    {
        if (css.Length > budget.Limits.CssBytes)
        {
            budget.Shorten();
            return "";
        }

        var output = new StringBuilder(css.Length);
        Declarations(new CssTokenizer(css), output);
        return output.ToString();
    }

    /// <summary>The content of a style element. Classes and ids carry our prefix; the text cannot end its element.</summary>
    public string Sheet(string css)
    {
        var output = new StringBuilder(css.Length);
        Rules(new CssTokenizer(css), output, 0);
        return output.ToString();
    }

    private void Rules(CssTokenizer tokens, StringBuilder output, int depth)
    {
        while (true)
        {
            var token = tokens.Next();
            switch (token.Kind)
            {
                case CssTokenKind.End:
                case CssTokenKind.CloseBlock when depth > 0:
                    return;
                case CssTokenKind.WhiteSpace or CssTokenKind.CommentDelimiter or CssTokenKind.CloseBlock:
                    continue;
            }

            if (++_rules > budget.Limits.CssRules || (_rules % 100 == 0 && budget.IsSpent()))
            {
                budget.Shorten();
                return;
            }

            if (token.Kind == CssTokenKind.AtKeyword)
                AtRule(tokens, token.Value, output, depth);
            else
                StyleRule(tokens, token, output);
        }
    }

    private void AtRule(CssTokenizer tokens, string name, StringBuilder output, int depth)
    {
        var prelude = new List<CssToken>();
        var token = tokens.Next();
        for (; token.Kind is not (CssTokenKind.End or CssTokenKind.Semicolon or CssTokenKind.OpenBlock); token = tokens.Next())
            prelude.Add(token);
        if (token.Kind != CssTokenKind.OpenBlock)
            return;

        if (!name.Equals("media", StringComparison.OrdinalIgnoreCase) || depth >= MaxMediaDepth || CssSelectors.Media(prelude) is not { } query)
        {
            SkipBlock(tokens);
            return;
        }

        var start = output.Length;
        output.Append("@media ").Append(query).Append('{');
        var inside = output.Length;
        Rules(tokens, output, depth + 1);
        if (output.Length == inside)
            output.Length = start;
        else
            output.Append("}\n");
    }

    private void StyleRule(CssTokenizer tokens, CssToken first, StringBuilder output)
    {
        var prelude = new List<CssToken>();
        var token = first;
        for (; token.Kind is not (CssTokenKind.End or CssTokenKind.OpenBlock); token = tokens.Next())
            prelude.Add(token);
        if (token.Kind == CssTokenKind.End)
            return;

        if (CssSelectors.List(prelude) is not { Length: > 0 } selectors)
        {
            SkipBlock(tokens);
            return;
        }

        var start = output.Length;
        output.Append(selectors).Append('{');
        var inside = output.Length;
        Declarations(tokens, output);
        if (output.Length == inside)
            output.Length = start;
        else
            output.Append("}\n");
    }

    // Up to the closing brace of the block, or the end. Recovery as browsers do it: to the next semicolon, over blocks as a whole.
    private void Declarations(CssTokenizer tokens, StringBuilder output)
    {
        var token = SkipWhiteSpace(tokens);
        while (token.Kind is not (CssTokenKind.End or CssTokenKind.CloseBlock))
        {
            if (token.Kind == CssTokenKind.Semicolon)
            {
                token = SkipWhiteSpace(tokens);
                continue;
            }

            var start = output.Length;
            if (!Declaration(tokens, ref token, output))
                output.Length = start;
            for (; token.Kind is not (CssTokenKind.End or CssTokenKind.CloseBlock or CssTokenKind.Semicolon); token = tokens.Next())
            {
                if (token.Kind == CssTokenKind.OpenBlock)
                    SkipBlock(tokens);
            }
        }
    }

    private bool Declaration(CssTokenizer tokens, ref CssToken token, StringBuilder output)
    {
        var property = token.Value.ToLowerInvariant();
        if (token.Kind != CssTokenKind.Identifier || !CssAllowed.Property(property))
            return false;

        token = SkipWhiteSpace(tokens);
        if (token.Kind != CssTokenKind.Colon)
            return false;

        if (output.Length > 0 && output[^1] != '{')
            output.Append(';');
        output.Append(property).Append(':');
        var value = new CssValue(property, output, budget, imageUrl);
        token = SkipWhiteSpace(tokens);
        for (; token.Kind is not (CssTokenKind.End or CssTokenKind.CloseBlock or CssTokenKind.Semicolon); token = tokens.Next())
        {
            if (!value.Add(token))
                return false;
        }

        return value.Complete();
    }

    private static CssToken SkipWhiteSpace(CssTokenizer tokens)
    {
        var token = tokens.Next();
        while (token.Kind == CssTokenKind.WhiteSpace)
            token = tokens.Next();
        return token;
    }

    // Its opening brace is already read.
    private static void SkipBlock(CssTokenizer tokens)
    {
        for (var depth = 1; depth > 0;)
        {
            switch (tokens.Next().Kind)
            {
                case CssTokenKind.End:
                    return;
                case CssTokenKind.OpenBlock:
                    depth++;
                    break;
                case CssTokenKind.CloseBlock:
                    depth--;
                    break;
            }
        }
    }
}
