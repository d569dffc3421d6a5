namespace Webmail.Model;

/// <summary>Where a search hit a row.</summary>
/// <param name="Snippet">A piece of the text around the hit, shown in place of the preview; null when the preview does.</param>
/// <param name="Preview">Marks in <paramref name="Snippet"/>, else in the preview.</param>
public sealed record RowMarks(IReadOnlyList<TextMark> From, IReadOnlyList<TextMark> Subject, string? Snippet, IReadOnlyList<TextMark> Preview)
{
    public bool Equals(RowMarks? other) =>
        other is not null && Snippet == other.Snippet && From.SequenceEqual(other.From) && Subject.SequenceEqual(other.Subject) && Preview.SequenceEqual(other.Preview);

    public override int GetHashCode() => HashCode.Combine(Snippet, From.Count, Subject.Count, Preview.Count);
}

/// <summary>A piece of a text, in characters.</summary>
public readonly record struct TextMark(int Start, int Length);
