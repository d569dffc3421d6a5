namespace Webmail.Model;

/// <summary>How much of a message is looked at. What lies past a bound is left out and the message is marked as shortened; the original can always be downloaded.</summary>
public sealed record RenderLimits
{
    /// <summary>Bytes of the whole message.</summary>
    public long MessageBytes { get; init; } = 150 * 1024 * 1024;

    /// <summary>Multiparts within multiparts; a deeper one is one opaque part.</summary>
    public int MimeDepth { get; init; } = 64;

    /// <summary>Parts of any kind.</summary>
    public int Parts { get; init; } = 1000;

    /// <summary>Header fields of one header block.</summary>
    public int Headers { get; init; } = 1000;

    /// <summary>Bytes of one header block.</summary>
    public int HeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one line of a header, and characters of one line of a text.</summary>
    public int LineBytes { get; init; } = 64 * 1024;

    /// <summary>Addresses of all address headers together.</summary>
    public int Addresses { get; init; } = 2000;

    /// <summary>Message-IDs of References; the oldest ones in the middle go first.</summary>
    public int References { get; init; } = 200;

    /// <summary>Bytes of HTML, decoded.</summary>
    public int HtmlBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Elements of an HTML body.</summary>
    public int HtmlElements { get; init; } = 50_000;

    /// <summary>Elements within elements. Parsers and browsers recurse, so this one guards the stack.</summary>
    public int HtmlDepth { get; init; } = 512;

    /// <summary>Characters of all CSS of a body: style elements and attributes.</summary>
    public int CssBytes { get; init; } = 256 * 1024;

    /// <summary>Rules of all style elements.</summary>
    public int CssRules { get; init; } = 5000;

    /// <summary>Blocks within blocks and parentheses within parentheses in CSS.</summary>
    public int CssDepth { get; init; } = 64;

    /// <summary>Bytes of text shown, decoded.</summary>
    public int TextBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Characters of text offered for quoting.</summary>
    public int QuotedCharacters { get; init; } = 256 * 1024;

    /// <summary>Time one message may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Names of bounds that are too low to show anything or too high to protect anybody.</summary>
    public IReadOnlyList<string> OutOfRange()
    {
        (string Name, long Value, long Min, long Max)[] bounds =
        [
            (nameof(MessageBytes), MessageBytes, 1, 2_000_000_000),
            (nameof(MimeDepth), MimeDepth, 1, 128),
            (nameof(Parts), Parts, 1, 100_000),
            (nameof(Headers), Headers, 1, 100_000),
            (nameof(HeaderBytes), HeaderBytes, 1024, 16 * 1024 * 1024),
            (nameof(LineBytes), LineBytes, 1000, 16 * 1024 * 1024),
            (nameof(Addresses), Addresses, 1, 100_000),
            (nameof(References), References, 1, 10_000),
            (nameof(HtmlBytes), HtmlBytes, 1024, 64 * 1024 * 1024),
            (nameof(HtmlElements), HtmlElements, 1, 1_000_000),
            (nameof(HtmlDepth), HtmlDepth, 16, 1024),
            (nameof(CssBytes), CssBytes, 1024, 16 * 1024 * 1024),
            (nameof(CssRules), CssRules, 1, 100_000),
            (nameof(CssDepth), CssDepth, 1, 256),
            (nameof(TextBytes), TextBytes, 1024, 256 * 1024 * 1024),
            (nameof(QuotedCharacters), QuotedCharacters, 1024, 64 * 1024 * 1024),
        ];
        var names = bounds.Where(bound => bound.Value < bound.Min || bound.Value > bound.Max).Select(bound => bound.Name).ToList();
        if (Time <= TimeSpan.Zero || Time > TimeSpan.FromMinutes(1))
            names.Add(nameof(Time));
        return names;
    }
}
