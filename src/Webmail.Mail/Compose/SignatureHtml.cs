namespace Webmail.Mail.Compose;

/// <summary>A signature as it is kept: by the rules of what leaves, without pictures (those of other servers would tell them who reads, our own are files of a draft).</summary>
public static class SignatureHtml
{
    /// <summary>The line above a signature ends in a space (RFC 3676 §4.3), which HTML does not keep.</summary>
    internal static string Delimited(string text) => text.ReplaceLineEndings("\n").Replace("\n--\n", "\n-- \n", StringComparison.Ordinal).Replace("\n--\u00a0\n", "\n-- \n", StringComparison.Ordinal);

    public static string Clean(string html)
    {
        var clean = html.Trim().Length == 0 ? null : OutgoingHtml.Clean(html, [], CancellationToken.None);
        return string.IsNullOrWhiteSpace(clean?.Text) ? "" : clean.Markup;
    }
}
