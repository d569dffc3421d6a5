namespace Webmail.Mail.Compose;

/// <summary>A signature as it is kept: by the rules of what leaves, without pictures (those of other servers would tell them who reads, our own are files of a draft).</summary>
public static class SignatureHtml
{
    public static string Clean(string html)
    {
        var clean = html.Trim().Length == 0 ? null : OutgoingHtml.Clean(html, [], CancellationToken.None);
        return string.IsNullOrWhiteSpace(clean?.Text) ? "" : clean.Markup;
    }
}
