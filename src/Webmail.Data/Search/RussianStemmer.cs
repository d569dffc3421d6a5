namespace Webmail.Data;

/// <summary>The Russian stemmer of the Snowball project (snowballstem.org/algorithms/russian), on words whose ё is folded to е.</summary>
internal static class RussianStemmer
{
    // Each list longest first, because the longest ending wins. Those of the first group of a pair need а or я before them.
    private static readonly string[] Gerunds1 = ["вшись", "вши", "в"];
    private static readonly string[] Gerunds2 = ["ившись", "ывшись", "ивши", "ывши", "ив", "ыв"];
    private static readonly string[] Adjectives = ["ими", "ыми", "его", "ого", "ему", "ому", "ее", "ие", "ые", "ое", "ей", "ий", "ый", "ой", "ем", "им", "ым", "ом", "их", "ых", "ую", "юю", "ая", "яя", "ою", "ею"];
    private static readonly string[] Participles1 = ["ем", "нн", "вш", "ющ", "щ"];
    private static readonly string[] Participles2 = ["ивш", "ывш", "ующ"];
    private static readonly string[] Reflexives = ["ся", "сь"];
    private static readonly string[] Verbs1 = ["ете", "йте", "ешь", "нно", "ла", "на", "ли", "ем", "ло", "но", "ет", "ют", "ны", "ть", "й", "л", "н"];
    private static readonly string[] Verbs2 =
    [
        "ейте", "уйте", "ила", "ыла", "ена", "ите", "или", "ыли", "ило", "ыло", "ено", "ует", "уют", "ены", "ить", "ыть", "ишь", "ей", "уй", "ил", "ыл", "им", "ым", "ен", "ят", "ит", "ыт", "ую", "ю",
    ];

    private static readonly string[] Nouns =
    [
        "иями", "ями", "ами", "ией", "иям", "ием", "иях", "ев", "ов", "ие", "ье", "еи", "ии", "ей", "ой", "ий", "ям", "ем", "ам", "ом", "ах", "ях", "ию", "ью", "ия", "ья", "а", "е", "и", "й", "о", "у", "ы", "ь", "ю", "я",
    ];

    private static readonly string[] Superlatives = ["ейше", "ейш"];
    private static readonly string[] Derivations = ["ость", "ост"];

    public static string Stem(string word)
    {
        var rv = AfterVowel(word);
        if (rv == word.Length)
            return word;

        var stem = Inflected(word, rv);
        if (Ends(stem, rv, "и"))
            stem = stem[..^1];
        foreach (var ending in Derivations)
        {
            if (Ends(stem, SecondRegion(word), ending))
            {
                stem = stem[..^ending.Length];
                break;
            }
        }

        return Tidy(stem, rv);
    }

    private static string Inflected(string word, int rv)
    {
        if (Without(word, rv, Gerunds2, afterA: false) is { } gerund)
            return gerund;
        if (Without(word, rv, Gerunds1, afterA: true) is { } second)
            return second;

        var stem = Without(word, rv, Reflexives, afterA: false) ?? word;
        if (Without(stem, rv, Adjectives, afterA: false) is { } adjective)
            return Without(adjective, rv, Participles2, afterA: false) ?? Without(adjective, rv, Participles1, afterA: true) ?? adjective;
        return Without(stem, rv, Verbs2, afterA: false) ?? Without(stem, rv, Verbs1, afterA: true) ?? Without(stem, rv, Nouns, afterA: false) ?? stem;
    }

    private static string Tidy(string stem, int rv)
    {
        if (Ends(stem, rv, "нн"))
            return stem[..^1];
        foreach (var ending in Superlatives)
        {
            if (Ends(stem, rv, ending))
            {
                stem = stem[..^ending.Length];
                return Ends(stem, rv, "нн") ? stem[..^1] : stem;
            }
        }

        return Ends(stem, rv, "ь") ? stem[..^1] : stem;
    }

    private static string? Without(string word, int region, string[] endings, bool afterA)
    {
        foreach (var ending in endings)
        {
            if (!Ends(word, region, ending))
                continue;
            var stem = word[..^ending.Length];
            if (!afterA || (stem.Length > region && stem[^1] is 'а' or 'я'))
                return stem;
        }

        return null;
    }

    private static bool Ends(string word, int region, string ending) => word.Length - ending.Length >= region && word.EndsWith(ending, StringComparison.Ordinal);

    /// <summary>RV: what follows the first vowel.</summary>
    private static int AfterVowel(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (IsVowel(word[i]))
                return i + 1;
        }

        return word.Length;
    }

    /// <summary>R2: what follows the first consonant after a vowel, twice.</summary>
    private static int SecondRegion(string word) => AfterConsonant(word, AfterConsonant(word, 0));

    private static int AfterConsonant(string word, int start)
    {
        for (var i = start + 1; i < word.Length; i++)
        {
            if (!IsVowel(word[i]) && IsVowel(word[i - 1]))
                return i + 1;
        }

        return word.Length;
    }

    private static bool IsVowel(char c) => c is 'а' or 'е' or 'и' or 'о' or 'у' or 'ы' or 'э' or 'ю' or 'я';
}
