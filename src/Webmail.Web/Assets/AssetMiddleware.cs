using Microsoft.Net.Http.Headers;

namespace Webmail.Web.Assets;

/// <summary>Serves what <see cref="AssetManifest"/> holds: compressed ahead of time, and for ever, because the name changes with the content.</summary>
internal sealed class AssetMiddleware(RequestDelegate next, AssetManifest assets)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || context.Request.Path.Value is not { } path || assets.Find(path) is not { } asset)
            return next(context);

        var (bytes, encoding) = Choose(asset, context.Request.Headers.GetCommaSeparatedValues(HeaderNames.AcceptEncoding));
        var headers = context.Response.Headers;
        headers.CacheControl = "public,max-age=31536000,immutable";
        // Frames that show what strangers sent have no origin, and no site is the same as none. Nothing here is anybody's secret.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = encoding;
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>The smallest form the client takes (RFC 9110 §12.5.3).</summary>
    internal static (byte[] Bytes, string? Encoding) Choose(AssetManifest.Asset asset, string[] acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
            return (asset.Plain, null);
        if (asset.Brotli is { } brotli && Takes(accepted, "br"))
            return (brotli, "br");
        return asset.Gzip is { } gzip && Takes(accepted, "gzip") ? (gzip, "gzip") : (asset.Plain, null);
    }

    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        var named = accepted.FirstOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(value => value.Value == "*");
        return named is not null && named.Quality is not 0;
    }
}
