using System.Text;
using Webmail.Mail.Compose;
using Webmail.Mail.Render.Mime;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>What a mailing says about itself.</summary>
internal static class ListHeaders
{
    private const int MaxField = 16 * 1024;
    private const int MaxAddresses = 10;

    /// <returns>Null when there is no way to leave.</returns>
    public static Unsubscribing? Unsubscribe(HeaderBlock headers)
    {
        if (headers.Find("List-Unsubscribe") is not { Length: <= MaxField } field)
            return null;
        Uri? page = null;
        string? mail = null;
        foreach (var address in Addresses(Encoding.ASCII.GetString(field)).Take(MaxAddresses))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
                continue;
            if (uri.Scheme == Uri.UriSchemeMailto)
                mail ??= uri.AbsoluteUri;
            else if (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && page is null))
                page = page?.Scheme == Uri.UriSchemeHttps ? page : uri;
        }

        var isOneClick = headers.Find("List-Unsubscribe-Post") is { } post && Encoding.ASCII.GetString(post).Trim().Equals("List-Unsubscribe=One-Click", StringComparison.OrdinalIgnoreCase);
        return page is null && mail is null ? null : new Unsubscribing(isOneClick && page?.Scheme == Uri.UriSchemeHttps ? page : null, page, mail);
    }

    /// <returns>The address of the list; null when there is none, or it is "NO".</returns>
    public static string? Post(HeaderBlock headers) =>
        headers.Find("List-Post") is { Length: <= MaxField } field
            ? Addresses(Encoding.ASCII.GetString(field)).Take(MaxAddresses)
                .Where(address => address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
                .Select(address => Recipients.Normalise(Uri.UnescapeDataString(address["mailto:".Length..].Split('?')[0])))
                .FirstOrDefault(address => address is not null)
            : null;

    // "<mailto:a@b>, <https://c/d>", perhaps folded, within comments or not.
    private static IEnumerable<string> Addresses(string field)
    {
        for (var open = field.IndexOf('<', StringComparison.Ordinal); open >= 0; open = field.IndexOf('<', open + 1))
        {
            var close = field.IndexOf('>', open);
            if (close < 0)
                yield break;
            yield return string.Concat(field[(open + 1)..close].Where(c => !char.IsWhiteSpace(c)));
        }
    }
}
