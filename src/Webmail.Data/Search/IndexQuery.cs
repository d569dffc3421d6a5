using Webmail.Model;

namespace Webmail.Data;

/// <summary>What the index is asked for: the part of a search that is words.</summary>
/// <param name="Scope">Words of <see cref="SearchDocument.Scope"/>, all wanted; the person's is always among them.</param>
/// <param name="From">Lowest key wanted.</param>
/// <param name="To">Above the highest key wanted.</param>
internal sealed record IndexQuery(IReadOnlyList<string> Scope, IReadOnlyList<IndexTerm> Terms, SearchKey From, SearchKey To, UserId User);

/// <summary>Words beside each other in one field or in any.</summary>
/// <param name="IsPrefix">Of the last word its beginning is enough.</param>
internal sealed record IndexTerm(SearchField Field, IReadOnlyList<SearchWord> Words, bool IsPrefix, bool IsNegated)
{
    /// <summary>Stems, and when the last is still being typed, what was typed of it as the other possibility.</summary>
    public IEnumerable<(IReadOnlyList<string> Words, bool IsPrefix)> Phrases()
    {
        yield return ([.. Words.Select(word => word.Stem)], false);
        if (IsPrefix)
            yield return ([.. Words.SkipLast(1).Select(word => word.Stem), Words[^1].Folded], true);
    }
}
