namespace Webmail.Model;

/// <summary>One condition of a search. All of them must hold.</summary>
/// <param name="IsNegated">A minus stood before it: it must not hold.</param>
public abstract record SearchCondition(bool IsNegated)
{
    /// <summary>A word, or several that must stand beside each other.</summary>
    /// <param name="IsPrefix">The last word is still being typed: its beginning is enough.</param>
    public sealed record Words(SearchField Field, string Text, bool IsPrefix, bool IsNegated) : SearchCondition(IsNegated);

    /// <summary>In a folder, named by a role in either language or by its own name.</summary>
    public sealed record In(string Folder, bool IsNegated) : SearchCondition(IsNegated);

    public sealed record Attachment(bool IsNegated) : SearchCondition(IsNegated);

    /// <summary>With or without a flag: <c>is:unread</c> is without <see cref="MailFlags.Seen"/>.</summary>
    public sealed record Flag(MailFlags Which, bool IsSet, bool IsNegated) : SearchCondition(IsNegated);

    /// <summary>Received before the day began.</summary>
    public sealed record Before(DateOnly Day, bool IsNegated) : SearchCondition(IsNegated);

    /// <summary>Received on the day or later.</summary>
    public sealed record After(DateOnly Day, bool IsNegated) : SearchCondition(IsNegated);

    public sealed record Larger(long Bytes, bool IsNegated) : SearchCondition(IsNegated);

    public sealed record Smaller(long Bytes, bool IsNegated) : SearchCondition(IsNegated);
}
