using Webmail.Model;

namespace Webmail.Data;

/// <summary>The words of a search as a mail server can look for them.</summary>
internal static class ServerWords
{
    /// <summary>Most servers look for letters in a row: without the ending the other forms of a word are found too.</summary>
    public static IReadOnlyList<SearchCondition.Words> Of(MailSearch query) => [.. query.Terms.OfType<SearchCondition.Words>().Select(words => words with { Text = Shorten(words.Text) })];

    private static string Shorten(string text) =>
        WordReader.Read(text).ToList() is [var word] && word.Length == text.Length && word.Folded.StartsWith(word.Stem, StringComparison.Ordinal) ? text[..word.Stem.Length] : text;
}
