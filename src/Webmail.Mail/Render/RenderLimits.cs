using System.ComponentModel.DataAnnotations;

namespace Webmail.Mail.Render;

/// <summary>How much of a message is looked at. What lies past a bound is left out and the message is marked as shortened; the original can always be downloaded.</summary>
public sealed record RenderLimits
{
    /// <summary>Bytes of the whole message.</summary>
    [Range(1, 2_000_000_000)]
    public long MessageBytes { get; init; } = 150 * 1024 * 1024;

    /// <summary>Multiparts within multiparts; a deeper one is one opaque part.</summary>
    [Range(1, 128)]
    public int MimeDepth { get; init; } = 64;

    /// <summary>Parts of any kind.</summary>
    [Range(1, 100_000)]
    public int Parts { get; init; } = 1000;

    /// <summary>Header fields of one header block.</summary>
    [Range(1, 100_000)]
    public int Headers { get; init; } = 1000;

    /// <summary>Bytes of one header block.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int HeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of one line of a header, and characters of one line of a text.</summary>
    [Range(1000, 16 * 1024 * 1024)]
    public int LineBytes { get; init; } = 64 * 1024;

    /// <summary>Addresses of all address headers together.</summary>
    [Range(1, 100_000)]
    public int Addresses { get; init; } = 2000;

    /// <summary>Message-IDs of References; the oldest ones in the middle go first.</summary>
    [Range(1, 10_000)]
    public int References { get; init; } = 200;

    /// <summary>Bytes of HTML, decoded.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int HtmlBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Elements of an HTML body.</summary>
    [Range(1, 1_000_000)]
    public int HtmlElements { get; init; } = 50_000;

    /// <summary>Elements within elements. Parsers and browsers recurse, so this one guards the stack.</summary>
    [Range(16, 1024)]
    public int HtmlDepth { get; init; } = 512;

    /// <summary>Characters of all CSS of a body: style elements and attributes.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int CssBytes { get; init; } = 256 * 1024;

    /// <summary>Rules of all style elements.</summary>
    [Range(1, 100_000)]
    public int CssRules { get; init; } = 5000;

    /// <summary>Blocks within blocks and parentheses within parentheses in CSS.</summary>
    [Range(1, 256)]
    public int CssDepth { get; init; } = 64;

    /// <summary>Bytes of text shown, decoded.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int TextBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Characters of text offered for quoting.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int QuotedCharacters { get; init; } = 256 * 1024;

    /// <summary>Time one message may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(2);
}
