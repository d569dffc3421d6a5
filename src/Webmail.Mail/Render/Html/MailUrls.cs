namespace Webmail.Mail.Render.Html;

/// <summary>Decides where an address found in mail may lead, and counts what it keeps from loading.</summary>
/// <param name="inlineParts">Index of a part by its Content-ID or Content-Location.</param>
internal sealed class MailUrls(RenderOptions options, IReadOnlyDictionary<string, int> inlineParts)
{
    private const int MaxUrl = 8 * 1024;

    private static readonly string[] DataImages = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private Uri? _base;

    /// <summary>Different remote addresses that were not loaded.</summary>
    public int Blocked => _blocked.Count;

    /// <summary>Parts that the body shows.</summary>
    public HashSet<int> UsedParts { get; } = [];

    /// <summary>What relative addresses of the body at hand start from.</summary>
    public void SetBase(string? address) =>
        _base = address is not null && Uri.TryCreate(Trim(address), UriKind.Absolute, out var uri) && IsWeb(uri) ? uri : null;

    /// <summary>The address an image may be loaded from; null when from nowhere.</summary>
    public string? Image(string address)
    {
        address = Trim(address);
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return DataImage(address);
        if (address.Length > MaxUrl)
            return null;
        if (Part(address) is { } index)
        {
            UsedParts.Add(index);
            return options.PartUrl(index);
        }

        if (Resolve(address) is not { } uri || !IsWeb(uri))
            return null;
        if (options.ShowRemoteImages)
            return options.ImageProxyUrl?.Invoke(uri) ?? uri.AbsoluteUri;

        _blocked.Add(uri.AbsoluteUri);
        return null;
    }

    /// <summary>The address a link may lead to: web or mail; null for any other.</summary>
    public Uri? Link(string address)
    {
        address = Trim(address);
        return address.Length is > 0 and <= MaxUrl && Resolve(address) is { } uri && (IsWeb(uri) || uri.Scheme == Uri.UriSchemeMailto) ? uri : null;
    }

    private int? Part(string address)
    {
        var key = address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(address[4..]).Trim('<', '>', ' ') : address;
        return inlineParts.TryGetValue(key, out var index) ? index : null;
    }

    private Uri? Resolve(string address)
    {
        if (address.StartsWith("//", StringComparison.Ordinal))
            address = "https:" + address;
        // A leading slash would be taken for a local file where paths look like that.
        if (!address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return uri;
        return _base is not null && Uri.TryCreate(_base, address, out var relative) ? relative : null;
    }

    private static string? DataImage(string address)
    {
        foreach (var prefix in DataImages)
        {
            if (address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && System.Buffers.Text.Base64.IsValid(address.AsSpan(prefix.Length)))
                return address;
        }

        return null;
    }

    private static bool IsWeb(Uri uri) => (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.Host.Length > 0;

    // Browsers drop controls at the ends and tabs and line ends anywhere; so "java\nscript:" must not pass as something else.
    private static string Trim(string address)
    {
        var trimmed = address.AsSpan().Trim(" \t\r\n\f\v\0\u00a0");
        return trimmed.IndexOfAny("\t\r\n") < 0 ? trimmed.ToString() : trimmed.ToString().Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }
}
