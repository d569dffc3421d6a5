using System.Globalization;
using System.Text;

namespace Webmail.Data;

/// <summary>
/// Cuts a text into the words that are indexed and asked for. Ours, so that SQLite and PostgreSQL find the same: neither folds ё, and their
/// own tokenizers and dictionaries differ.
/// </summary>
internal static class WordReader
{
    /// <summary>Longer ones are base64 and the like; their beginning is enough.</summary>
    private const int MaxWord = 40;

    /// <summary>Reads up to <paramref name="max"/> words.</summary>
    public static IEnumerable<SearchWord> Read(string text, int max = int.MaxValue)
    {
        var word = new StringBuilder();
        var start = 0;
        var count = 0;
        for (var i = 0; i <= text.Length && count < max; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (IsMark(c))
            {
                if (word.Length > 0)
                    Combine(word, c);
                continue;
            }

            var isIdeograph = IsIdeograph(c);
            if (!isIdeograph && char.IsLetterOrDigit(c))
            {
                if (word.Length == 0)
                    start = i;
                if (word.Length < MaxWord)
                    word.Append(Fold(c));
                continue;
            }

            if (word.Length > 0)
            {
                count++;
                yield return Word(word, start, i - start);
            }

            // Chinese and Japanese write no spaces: each character is a word, and what was typed is a phrase of them.
            if (isIdeograph)
            {
                count++;
                yield return new SearchWord(c.ToString(), c.ToString(), i, 1);
            }
        }
    }

    private static SearchWord Word(StringBuilder word, int start, int length)
    {
        var folded = word.ToString();
        word.Clear();
        return new SearchWord(folded, Stemmer.Stem(folded), start, length);
    }

    private static char Fold(char c)
    {
        if (c < '\u0080')
            return char.ToLowerInvariant(c);
        // й is a letter of its own; ё is what people write as е.
        if (c is >= '\u0400' and <= '\u04FF')
            return char.ToLowerInvariant(c) is var lower && lower == 'ё' ? 'е' : lower;
        return char.ToLowerInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]);
    }

    // Names of files made on a Mac come decomposed.
    private static void Combine(StringBuilder word, char mark)
    {
        if (mark == '\u0306' && word[^1] == 'и')
            word[^1] = 'й';
    }

    private static bool IsMark(char c) => c >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF';
}
