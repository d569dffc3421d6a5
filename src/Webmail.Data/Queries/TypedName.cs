using System.Text;

namespace Webmail.Data;

/// <summary>What somebody who types the beginning of a name may have meant.</summary>
internal static class TypedName
{
    private const string Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
    private const string Cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюе";

    // The longer ones first: sh before s.
    private static readonly (string Latin, string Cyrillic)[] Sounds =
    [
        ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"), ("ye", "е"), ("iy", "ий"),
        ("a", "а"), ("b", "б"), ("v", "в"), ("w", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("j", "й"), ("y", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"),
        ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "к"), ("x", "кс"), ("e", "э"), ("y", "ы"), ("", "ь"), ("", "ъ"),
    ];

    /// <summary>As it was typed, with the keyboard in the other layout, and in the other alphabet; each once, all in the form of <see cref="Text.Key"/>.</summary>
    public static IReadOnlyList<string> Readings(string key) =>
        key.Length == 0 ? [] : [.. new[] { key, OtherLayout(key), OtherAlphabet(key) }.Where(reading => reading.Trim().Length > 0).Distinct()];

    /// <summary>How many letters may be wrong, missing, too many or exchanged.</summary>
    public static int Tolerance(string key) => key.Length switch
    {
        < 4 => 0,
        < 8 => 1,
        _ => 2,
    };

    /// <summary>Whether a word of the name, the whole name, or the address begins nearly so.</summary>
    public static bool IsNearly(string key, string nameKey, string addressKey)
    {
        var most = Tolerance(key);
        return IsNearlyPrefix(key, nameKey, most) || IsNearlyPrefix(key, addressKey, most) || nameKey.Split(' ').Skip(1).Any(word => IsNearlyPrefix(key, word, most));
    }

    internal static string OtherLayout(string key)
    {
        var other = new StringBuilder(key.Length);
        foreach (var c in key)
        {
            var (latin, cyrillic) = (Latin.IndexOf(c, StringComparison.Ordinal), Cyrillic.IndexOf(c, StringComparison.Ordinal));
            other.Append(latin >= 0 ? Cyrillic[latin] : cyrillic >= 0 ? Latin[cyrillic] : c);
        }

        return other.ToString();
    }

    internal static string OtherAlphabet(string key)
    {
        var isLatin = key.Any(char.IsAsciiLetter);
        var other = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length;)
        {
            var sound = Array.Find(Sounds, pair => (isLatin ? pair.Latin : pair.Cyrillic) is { Length: > 0 } from && string.CompareOrdinal(key, i, from, 0, from.Length) == 0);
            if (sound.Cyrillic is null)
            {
                other.Append(key[i++]);
                continue;
            }

            other.Append(isLatin ? sound.Cyrillic : sound.Latin);
            i += (isLatin ? sound.Latin : sound.Cyrillic).Length;
        }

        return other.ToString();
    }

    // Optimal string alignment of what was typed with the beginnings of the word: the least of the last row.
    private static bool IsNearlyPrefix(string key, string word, int most)
    {
        var width = Math.Min(word.Length, key.Length + most);
        if (width < key.Length - most)
            return false;
        var (before, last, current) = (new int[width + 1], new int[width + 1], new int[width + 1]);
        for (var j = 0; j <= width; j++)
            last[j] = j;
        for (var i = 1; i <= key.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= width; j++)
            {
                var cost = key[i - 1] == word[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && key[i - 1] == word[j - 2] && key[i - 2] == word[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, last, current) = (last, current, before);
        }

        return last.Min() <= most;
    }
}
