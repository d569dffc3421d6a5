using Webmail.Model;

namespace Webmail.Mail.Render.Html;

/// <summary>Decides where an address found in mail may lead, and counts what it keeps from loading.</summary>
/// <param name="inlineParts">Place of a part by its Content-ID or Content-Location.</param>
internal sealed class MailUrls(RenderOptions options, IReadOnlyDictionary<string, PartPath> inlineParts)
{
    private const int MaxUrl = 8 * 1024;
    private const int MaxProxied = 4000;

    private static readonly string[] DataImages = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

    private readonly SortedSet<string> _trackers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _proxied = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private Uri? _base;

    /// <summary>Different remote addresses that were not loaded.</summary>
    public int Blocked => _blocked.Count;

    /// <summary>Who wanted to count that the message is read; never loaded.</summary>
    public IReadOnlyList<string> Trackers => [.. _trackers];

    /// <summary>Links that say one thing and lead to another.</summary>
    public int LyingLinks { get; set; }

    /// <summary>Parts that the body shows.</summary>
    public HashSet<PartPath> UsedParts { get; } = [];

    /// <summary>What relative addresses of the body at hand start from.</summary>
    public void SetBase(string? address) =>
        _base = address is not null && Uri.TryCreate(Trim(address), UriKind.Absolute, out var uri) && WebAddress.Is(uri) ? uri : null;

    /// <summary>The address an image may be loaded from; null when from nowhere.</summary>
    /// <param name="isPixel">Too small to be seen: it is there to be counted.</param>
    public string? Image(string address, bool isPixel = false)
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

        if (Resolve(address) is not { } uri || !WebAddress.Is(uri))
            return null;
        if ((Html.Trackers.Find(uri) ?? (isPixel ? uri.IdnHost : null)) is { } tracker)
        {
            _trackers.Add(tracker);
            return null;
        }

        // Its address would not fit into one of ours.
        if (uri.AbsoluteUri.Length > MaxProxied)
            return null;
        if (options.ShowRemoteImages)
            return Proxied(uri);

        _blocked.Add(uri.AbsoluteUri);
        return null;
    }

    // Spacers come by the hundred.
    private string Proxied(Uri uri)
    {
        if (!_proxied.TryGetValue(uri.AbsoluteUri, out var ours))
            _proxied[uri.AbsoluteUri] = ours = options.ImageProxyUrl?.Invoke(uri) ?? uri.AbsoluteUri;
        return ours;
    }

    /// <summary>The address a link may lead to: web or mail; null for any other.</summary>
    public Uri? Link(string address)
    {
        address = Trim(address);
        return address.Length is > 0 and <= MaxUrl && Resolve(address) is { } uri && (WebAddress.Is(uri) || uri.Scheme == Uri.UriSchemeMailto) ? uri : null;
    }

    private PartPath? Part(string address)
    {
        var key = address.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(address[4..]).Trim('<', '>', ' ') : address;
        return inlineParts.TryGetValue(key, out var path) ? path : null;
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

    // Browsers drop controls at the ends and tabs and line ends anywhere; so "java\nscript:" must not pass as something else.
    private static string Trim(string address)
    {
        var trimmed = address.AsSpan().Trim(" \t\r\n\f\v\0\u00a0");
        return trimmed.IndexOfAny("\t\r\n") < 0 ? trimmed.ToString() : trimmed.ToString().Replace("\t", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }
}
