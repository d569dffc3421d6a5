using System.Buffers;
using System.Globalization;
using System.Text;

namespace Webmail.Mail.Render;

/// <summary>Names of files as strangers give them, made fit for a list and a disk.</summary>
internal static class FileNames
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("<>:\"|?*");

    /// <summary>The last part of a path, without control, direction and reserved characters and without dots at its ends; empty when nothing is left.</summary>
    public static string Clean(string name)
    {
        name = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var builder = new StringBuilder(Math.Min(name.Length, 4 * MaxLength));
        foreach (var rune in name.EnumerateRunes())
        {
            if (builder.Length >= 4 * MaxLength)
                break;

            // Format characters include the direction overrides that turn "gpj.exe" into "exe.jpg".
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Rune.IsWhiteSpace(rune))
            {
                if (builder.Length > 0 && builder[^1] != ' ')
                    builder.Append(' ');
            }
            else if (rune.IsBmp && Reserved.Contains((char)rune.Value))
            {
                builder.Append('_');
            }
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar)
            {
                builder.Append(rune.ToString());
            }
        }

        return Shorten(builder.ToString().Trim(' ', '.'));
    }

    // The extension stays: it decides what opens the file.
    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
            return name;

        var extension = Path.GetExtension(name);
        if (extension.Length > 20)
            extension = "";
        var length = MaxLength - extension.Length;
        if (char.IsHighSurrogate(name[length - 1]))
            length--;
        return name[..length].TrimEnd(' ', '.') + extension;
    }
}
