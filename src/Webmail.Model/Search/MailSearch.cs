namespace Webmail.Model;

/// <summary>What a person typed into the search box, understood.</summary>
/// <param name="Text">As typed.</param>
public sealed record MailSearch(string Text, IReadOnlyList<SearchCondition> Terms, IReadOnlyList<SearchProblem> Problems)
{
    /// <summary>There is nothing to look for.</summary>
    public bool IsEmpty => Terms.Count == 0;

    /// <summary>Words that the text of a message may hold, so that it matters whether that text is in the index.</summary>
    public bool AsksForText => Terms.Any(term => term is SearchCondition.Words { Field: SearchField.Any, IsNegated: false });
}
