namespace Webmail.Mail.Compose;

/// <summary>Message-IDs as they may stand in a header of ours.</summary>
internal static class MessageIds
{
    private const int MaxLength = 500;

    /// <summary>Without angle brackets; null for what could break a header: white space, controls, 8-bit, brackets inside, too long.</summary>
    public static string? Read(string id)
    {
        var text = id.AsSpan().Trim();
        if (text.Length > 1 && text[0] == '<' && text[^1] == '>')
            text = text[1..^1];
        if (text.Length is 0 or > MaxLength)
            return null;

        foreach (var c in text)
        {
            if (c is <= ' ' or > '~' or '<' or '>')
                return null;
        }

        return text.ToString();
    }

    /// <summary>The first and the newest ones, each once, at most <paramref name="max"/>.</summary>
    public static IReadOnlyList<string> Bound(IEnumerable<string> ids, int max)
    {
        var distinct = ids.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count <= max ? distinct : [distinct[0], .. distinct.TakeLast(max - 1)];
    }
}
