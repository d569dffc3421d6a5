namespace Webmail.Data;

/// <summary>A word of a text as the index knows it.</summary>
/// <param name="Folded">Lower case, without accents, ё as е.</param>
/// <param name="Stem">What inflected forms have in common.</param>
/// <param name="Start">Place in the text, in characters.</param>
internal readonly record struct SearchWord(string Folded, string Stem, int Start, int Length);
