namespace Webmail.Mail.Render;

/// <summary>Addresses of the web as strangers write them.</summary>
internal static class WebAddress
{
    /// <summary>http or https with a host that has a name in the DNS: asking <see cref="Uri.IdnHost"/> of any other throws, long after the address was read.</summary>
    public static bool Is(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            return false;
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
