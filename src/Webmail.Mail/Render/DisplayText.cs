using System.Globalization;
using System.Text;

namespace Webmail.Mail.Render;

/// <summary>One-line texts of strangers, made fit for a label.</summary>
internal static class DisplayText
{
    /// <summary>Without control and direction characters, runs of white space as one space, cut to <paramref name="max"/> characters.</summary>
    public static string Clean(string text, int max)
    {
        var builder = new StringBuilder(Math.Min(text.Length, max));
        foreach (var rune in text.EnumerateRunes())
        {
            if (builder.Length + rune.Utf16SequenceLength > max)
                break;

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Rune.IsWhiteSpace(rune))
            {
                if (builder.Length > 0 && builder[^1] != ' ')
                    builder.Append(' ');
            }
            else if (category != UnicodeCategory.Format || rune.Value == ZeroWidthJoiner)
            {
                builder.Append(rune.ToString());
            }
        }

        return builder.ToString().TrimEnd();
    }

    // Emoji families are joined by it; it turns no text around.
    private const int ZeroWidthJoiner = 0x200D;
}
