using System.Buffers;

namespace Webmail.Mail.Compose;

/// <summary>"Re:" and "Fwd:" in front of a subject, once, whatever client and language put theirs there before.</summary>
internal static class SubjectPrefix
{
    private const int MaxPrefixes = 50;

    private static readonly SearchValues<char> Counter = SearchValues.Create("[]()^0123456789");

    private static readonly string[] Replies = ["re", "aw", "sv", "antw", "rif", "odp", "ответ", "отв", "на"];
    private static readonly string[] Forwards = ["fwd", "fw", "wg", "tr", "пересл", "переслано"];

    public static string Reply(string subject) => "Re: " + Strip(subject, Replies);

    public static string Forward(string subject) => "Fwd: " + Strip(subject, Forwards);

    // Only the kind that is added is taken away: "Re: Fwd: x" says what happened.
    private static string Strip(string subject, string[] words)
    {
        var rest = subject.AsSpan().Trim();
        for (var i = 0; i < MaxPrefixes; i++)
        {
            var length = PrefixLength(rest, words);
            if (length == 0)
                break;
            rest = rest[length..].TrimStart();
        }

        return rest.ToString();
    }

    // "Re:", "RE :", "Re[2]:", "Re(2):", "Re^2:"
    private static int PrefixLength(ReadOnlySpan<char> text, string[] words)
    {
        var colon = text.IndexOf(':');
        if (colon is <= 0 or > 20)
            return 0;

        var head = text[..colon].TrimEnd();
        var end = head.IndexOfAny("[(^");
        var word = end < 0 ? head : head[..end].TrimEnd();
        if (end >= 0 && head[end..].ContainsAnyExcept(Counter))
            return 0;

        foreach (var known in words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return colon + 1;
        }

        return 0;
    }
}
