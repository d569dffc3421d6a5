namespace Webmail.Model;

/// <summary>A part of a search that could not be understood and is left out.</summary>
/// <param name="Text">The part as typed, cut to what a line shows.</param>
public sealed record SearchProblem(SearchProblemKind Kind, string Text);

/// <summary>Kinds of <see cref="SearchProblem"/>.</summary>
public enum SearchProblemKind
{
    /// <summary>An operator without a value.</summary>
    NoValue,

    /// <summary>Neither 2026-03-01 nor 01.03.2026 nor 7d.</summary>
    NotADate,

    /// <summary>Neither 100k nor 5M nor a number of bytes.</summary>
    NotASize,

    /// <summary><c>has:</c> or <c>is:</c> with something we do not know.</summary>
    NotKnown,

    /// <summary>No folder of that name.</summary>
    NoFolder,

    /// <summary>Longer, or more conditions, than are looked at.</summary>
    TooLong,
}
