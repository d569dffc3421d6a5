using System.Globalization;

namespace Webmail.Web.Components.Shared;

/// <summary>Two letters that stand for a name in an avatar.</summary>
internal static class Initials
{
    /// <summary>First letters of the first and the last word, or the first two of a single one; a question mark when there is no letter.</summary>
    public static string Of(string name)
    {
        var words = name.Split('@')[0]
            .Split([' ', '.', '_', '-', ',', '"', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => char.IsLetterOrDigit(word, 0))
            .ToArray();
        var letters = words switch
        {
            [] => "?",
            [var only] => string.Concat(Elements(only).Take(2)),
            [var first, .., var last] => string.Concat(Elements(first).First(), Elements(last).First()),
        };
        return letters.ToUpper(CultureInfo.CurrentCulture);
    }

    private static IEnumerable<string> Elements(string word)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
            yield return elements.GetTextElement();
    }
}
