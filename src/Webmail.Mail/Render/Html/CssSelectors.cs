using System.Text;

namespace Webmail.Mail.Render.Html;

/// <summary>Selectors and media queries, written anew. Classes and ids get <see cref="Prefix"/>, so that mail styles only mail.</summary>
internal static class CssSelectors
{
    /// <summary>In front of each class and id of a stranger.</summary>
    public const string Prefix = "m-";

    private const int MaxSelectors = 100;
    private const int MaxTokens = 60;

    /// <summary>The selectors of the list that are allowed; empty when none is.</summary>
    public static string List(List<CssToken> prelude)
    {
        var output = new StringBuilder();
        var start = 0;
        for (var count = 0; start <= prelude.Count && count < MaxSelectors; count++)
        {
            var end = prelude.FindIndex(start, token => token.Kind == CssTokenKind.Comma);
            if (end < 0)
                end = prelude.Count;
            if (Selector(prelude.GetRange(start, end - start)) is { Length: > 0 } selector)
                output.Append(output.Length > 0 ? "," : "").Append(selector);
            start = end + 1;
        }

        return output.ToString();
    }

    /// <summary>The query; null when it asks for something unknown, or for a colour scheme: mail stays on white paper.</summary>
    public static string? Media(List<CssToken> prelude)
    {
        var output = new StringBuilder();
        if (prelude.Count > MaxTokens)
            return null;

        foreach (var token in prelude)
        {
            var value = token.Value.ToLowerInvariant();
            var allowed = token.Kind switch
            {
                CssTokenKind.WhiteSpace or CssTokenKind.Comma or CssTokenKind.Colon or CssTokenKind.OpenParenthesis or CssTokenKind.CloseParenthesis => true,
                CssTokenKind.Identifier => CssAllowed.MediaWord(value) || CssAllowed.MediaFeature(value),
                CssTokenKind.Number => CssValue.IsIdentifier(value.Replace(".", "", StringComparison.Ordinal)),
                _ => false,
            };
            if (!allowed)
                return null;
            output.Append(value);
        }

        var text = output.ToString().Trim();
        return text.Length > 0 && text.Count(c => c == '(') == text.Count(c => c == ')') ? text : null;
    }

    /// <summary>The name with our prefix; null when it is none a selector of ours could name.</summary>
    public static string? Prefixed(string name) => CssValue.IsIdentifier(name) ? Prefix + name : null;

    private static string? Selector(List<CssToken> tokens)
    {
        if (tokens.Count > MaxTokens)
            return null;

        var output = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var next = i + 1 < tokens.Count ? tokens[i + 1] : default;
            switch (token.Kind)
            {
                case CssTokenKind.WhiteSpace:
                    output.Append(' ');
                    break;
                case CssTokenKind.Identifier when IsElement(token.Value):
                    output.Append(token.Value.ToLowerInvariant());
                    break;
                case CssTokenKind.Hash when Prefixed(token.Value) is { } id:
                    output.Append('#').Append(id);
                    break;
                case CssTokenKind.Delimiter when token.Value == "." && next.Kind == CssTokenKind.Identifier && Prefixed(next.Value) is { } name:
                    output.Append('.').Append(name);
                    i++;
                    break;
                case CssTokenKind.Delimiter when token.Value is "*" or ">" or "+" or "~":
                    output.Append(token.Value);
                    break;
                case CssTokenKind.Colon when next.Kind == CssTokenKind.Identifier && CssAllowed.PseudoClass(next.Value.ToLowerInvariant()):
                    output.Append(':').Append(next.Value.ToLowerInvariant());
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return output.ToString().Trim();
    }

    private static bool IsElement(string name) => name.Length <= 20 && name.All(char.IsAsciiLetterOrDigit);
}
