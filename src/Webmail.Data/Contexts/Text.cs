using System.Diagnostics.CodeAnalysis;

namespace Webmail.Data;

/// <summary>Text of strangers on its way into a column.</summary>
internal static class Text
{
    /// <summary>Without control characters (PostgreSQL refuses NUL, a list shows none) and at most <paramref name="length"/> characters, no surrogate pair cut in two.</summary>
    public static string Line(string value, int length) => Cut(Clean(value, keepLines: false), length);

    /// <inheritdoc cref="Line"/>
    public static string? LineOrNull(string? value, int length) => value is null ? null : Line(value, length);

    /// <summary>Like <see cref="Line"/>, keeping LF and tab.</summary>
    public static string Lines(string value, int length) => Cut(Clean(value, keepLines: true), length);

    /// <summary>How names and addresses are compared: lower case, ё as е, because people type е.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Mail addresses are written in lower case; the key is searched by what people type.")]
    public static string Key(string value) => value.ToLowerInvariant().Replace('ё', 'е');

    private static string Clean(string value, bool keepLines)
    {
        var start = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (start < 0)
            return value;

        var clean = value;
        for (var i = start; i < value.Length; i++)
        {
            if (!IsBad(value, i, keepLines))
                continue;

            clean = string.Create(value.Length, (value, keepLines), static (target, state) =>
            {
                for (var j = 0; j < target.Length; j++)
                    target[j] = IsBad(state.value, j, state.keepLines) ? (char.IsSurrogate(state.value[j]) ? '\uFFFD' : ' ') : state.value[j];
            });
            break;
        }

        return clean;
    }

    // A lone surrogate cannot be written as UTF-8; the PostgreSQL driver throws on it.
    private static bool IsBad(string value, int index, bool keepLines)
    {
        var c = value[index];
        if (char.IsHighSurrogate(c))
            return index + 1 == value.Length || !char.IsLowSurrogate(value[index + 1]);
        if (char.IsLowSurrogate(c))
            return index == 0 || !char.IsHighSurrogate(value[index - 1]);
        return char.IsControl(c) && !(keepLines && c is ('\n' or '\t'));
    }

    private static string Cut(string value, int length)
    {
        if (value.Length <= length)
            return value;
        return value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];
    }
}
