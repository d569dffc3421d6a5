namespace Webmail.Model;

/// <summary>What a search found, newest first.</summary>
/// <param name="Messages">At most <see cref="MaxMessages"/>.</param>
/// <param name="HasMore">There are older ones that are not among them.</param>
/// <param name="Problems">Parts of the search that were left out.</param>
public sealed record SearchResult(MailSearch Query, IReadOnlyList<MessageId> Messages, bool HasMore, IReadOnlyList<SearchProblem> Problems)
{
    public const int MaxMessages = 1000;

    public static SearchResult Nothing(MailSearch query) => new(query, [], false, query.Problems);
}
