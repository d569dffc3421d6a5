using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Puts operators into the text of a search and takes them out again, as the chips below the box do.</summary>
internal static class SearchWords
{
    public static bool Has(string text, SearchCondition condition) => Parse(text).Contains(condition);

    /// <param name="written">How the condition is written in the language of the screen.</param>
    public static string Toggle(string text, SearchCondition condition, string written)
    {
        if (!Has(text, condition))
            return text.Length == 0 || char.IsWhiteSpace(text[^1]) ? $"{text}{written} " : $"{text} {written} ";
        var kept = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => Parse(word + " ") is not [var only] || only != condition);
        return string.Join(' ', kept);
    }

    // The day matters to none of the conditions that chips stand for.
    private static IReadOnlyList<SearchCondition> Parse(string text) => SearchParser.Parse(text, DateOnly.MinValue).Terms;
}
