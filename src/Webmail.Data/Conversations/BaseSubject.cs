namespace Webmail.Data;

/// <summary>The base subject (RFC 5256 §2.1) with the words other languages put there: what two subjects of one conversation share.</summary>
internal readonly record struct BaseSubject(string Text, bool IsReply)
{
    private const int MaxPrefixes = 50;

    private static readonly string[] Words =
    [
        "re", "fw", "fwd", "aw", "wg", "sv", "vs", "antw", "rif", "r", "i", "odp", "pd", "res", "enc", "tr", "ynt", "ilt",
        "ответ", "отв", "на", "пересл", "переслано", "пер",
    ];

    public static BaseSubject Of(string subject)
    {
        var rest = subject.AsSpan().Trim();
        var isReply = false;
        for (var i = 0; i < MaxPrefixes; i++)
        {
            var before = rest.Length;
            if (rest.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[..^5].TrimEnd();
                isReply = true;
            }

            if (PrefixLength(rest) is > 0 and var prefix)
            {
                rest = rest[prefix..].TrimStart();
                isReply = true;
            }
            else if (BlobLength(rest) is > 0 and var blob && !rest[blob..].IsWhiteSpace())
            {
                // "[list] Subject"; a blob that is all there is stays.
                rest = rest[blob..].TrimStart();
            }

            if (rest.Length == before)
                break;
        }

        return new BaseSubject(rest.ToString(), isReply);
    }

    // "Re:", "RE :", "Re[2]:", "Re(2):", "Re^2:", "Re [list]:"
    private static int PrefixLength(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOfAny(':', '：');
        if (colon is <= 0 or > 40)
            return 0;

        var head = text[..colon].TrimEnd();
        var end = head.IndexOfAny("[(^");
        var word = end < 0 ? head : head[..end].TrimEnd();
        foreach (var known in Words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return colon + 1;
        }

        return 0;
    }

    private static int BlobLength(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] != '[')
            return 0;
        var end = text[1..].IndexOfAny('[', ']');
        return end >= 0 && text[end + 1] == ']' ? end + 2 : 0;
    }
}
