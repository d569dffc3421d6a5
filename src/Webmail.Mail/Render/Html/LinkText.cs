using System.Text.RegularExpressions;
using Webmail.Mail.Authenticity;

namespace Webmail.Mail.Render.Html;

/// <summary>Whether the text of a link tells the truth about where it leads.</summary>
internal static partial class LinkText
{
    // Longer texts are sentences, and of those only the beginning is read by anybody in a hurry.
    private const int MaxText = 300;

    /// <summary>True when the text names a host that has nothing to do with the real one, or the real one is made of look-alike letters.</summary>
    public static bool Lies(string text, Uri uri)
    {
        var real = uri.IdnHost.TrimEnd('.');
        if (LookAlike.MixesAlphabets(real))
            return true;
        if (text.Length > MaxText)
            text = text[..MaxText];
        // What cannot be seen, or turns the text around, does not make it another text.
        text = Unseen().Replace(text, "");
        var claimed = Host().Match(text.Trim());
        return claimed.Success && Domains.Ascii(claimed.Groups["host"].Value) is { Length: > 0 } host && !Domains.AreAligned(Bare(host), Bare(real));
    }

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    // A text that is an address: with a scheme, with www, or a bare host with a known kind of ending. “e.g.Then” and “file.pdf” are none.
    [GeneratedRegex("""^(?:https?://|(?=www\.))(?<host>[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)|^(?<host>[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|info|biz|ru|su|рф|ua|by|kz|de|fr|it|es|pl|uk|eu|us|io|co|me|bank|gov|edu))(?:[/:?#]\S*)?$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();

    [GeneratedRegex("[\\p{Cf}\\p{Cc}]", RegexOptions.CultureInvariant)]
    private static partial Regex Unseen();
}
