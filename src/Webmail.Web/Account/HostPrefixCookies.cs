using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Webmail.Web.Account;

/// <summary>
/// Names the sign-in cookie <c>__Host-…</c> wherever browsers take that: over https, and over http on this very machine.
/// Elsewhere it keeps its plain name, because a browser would drop it (RFC 6265bis §4.1.3).
/// </summary>
internal sealed class HostPrefixCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, Name(context, key), value, Fit(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, Name(context, key), Fit(context, options));

    private static string Name(HttpContext context, string key) => IsTrusted(context) ? $"__Host-{key}" : key;

    private static CookieOptions Fit(HttpContext context, CookieOptions options)
    {
        if (IsTrusted(context))
            (options.Secure, options.Path, options.Domain) = (true, "/", null);
        return options;
    }

    private static bool IsTrusted(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return context.Request.IsHttps
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
