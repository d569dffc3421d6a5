namespace Webmail.Data;

/// <summary>Plurals and the endings -ed and -ing: steps 1a to 1c of the Porter stemmer (snowballstem.org/algorithms/english). More would make one word of university and universe.</summary>
internal static class EnglishStemmer
{
    private const int Shortest = 4;

    public static string Stem(string word)
    {
        if (word.Length < Shortest)
            return word;

        var stem = Singular(word);
        stem = WithoutEnding(stem);
        return stem.Length > 2 && stem[^1] == 'y' && !IsVowel(stem[^2]) ? stem[..^1] + "i" : stem;
    }

    private static string Singular(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal))
            return word[..^2];
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^2];
        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') && word.Take(word.Length - 2).Any(IsVowel) || word.EndsWith("ees", StringComparison.Ordinal)
            ? word[..^1]
            : word;
    }

    private static string WithoutEnding(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return word;
        var stem = word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3] : word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2] : null;
        if (stem is null || stem.Length < 3 || !stem.Any(c => IsVowel(c) || c == 'y'))
            return WithoutE(word);
        if (stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') && !IsVowel(stem[^1]))
            return stem[..^1];
        return WithoutE(stem);
    }

    // invoice and invoicing have the stem invoic.
    private static string WithoutE(string word) => word.Length > Shortest && word[^1] == 'e' && word[^2] != 'e' ? word[..^1] : word;

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
