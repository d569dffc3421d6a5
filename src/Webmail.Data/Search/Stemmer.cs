namespace Webmail.Data;

/// <summary>Takes the endings off Russian and English words, so that договора finds договор. The same at index and at query; wrong stems harm nobody as long as they agree.</summary>
internal static class Stemmer
{
    /// <param name="word">Folded as <see cref="WordReader"/> does.</param>
    public static string Stem(string word) => word.Length == 0 ? word
        : word.All(c => c is >= 'а' and <= 'я') ? RussianStemmer.Stem(word)
        : word.All(c => c is >= 'a' and <= 'z') ? EnglishStemmer.Stem(word)
        : word;
}
