using System.Net;
using System.Net.Sockets;

namespace Webmail.Web.Account;

/// <summary>The network a guess came from: one household or office counts as one.</summary>
internal static class NetworkPrefix
{
    private const int Ipv4Bytes = 3;
    private const int Ipv6Bytes = 7;

    /// <returns>The first 24 bits of an IPv4 address, 56 of an IPv6 one.</returns>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return string.Empty;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bytes : Ipv6Bytes;
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, kept));
    }
}
