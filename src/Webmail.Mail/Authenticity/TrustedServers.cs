using System.Collections.Frozen;
using Webmail.Model;

namespace Webmail.Mail.Authenticity;

/// <summary>Whose Authentication-Results an account believes: those of its own provider, which takes forged ones out (RFC 8601 §5).</summary>
internal static class TrustedServers
{
    // Domains of the servers that write the header, as seen in mail of these providers.
    private static readonly FrozenDictionary<string, string[]> ByProvider = new Dictionary<string, string[]>
    {
        ["gmail"] = ["google.com"],
        ["outlook"] = ["outlook.com", "microsoft.com"],
        ["office365"] = ["outlook.com", "microsoft.com"],
        ["yandex"] = ["yandex.net", "yandex.ru"],
        ["mailru"] = ["mail.ru"],
        ["rambler"] = ["rambler.ru", "rambler-co.ru"],
        ["yahoo"] = ["yahoo.com"],
        ["aol"] = ["yahoo.com", "aol.com"],
        ["zoho"] = ["zohomail.com", "zoho.com"],
        ["zoho-eu"] = ["zohomail.eu", "zoho.eu"],
    }.ToFrozenDictionary();

    /// <param name="server">The authserv-id; empty as Microsoft leaves it.</param>
    /// <param name="isAboveReceived">See <see cref="SenderEvidence.IsAboveReceived"/>.</param>
    public static bool Trust(AccountServers account, string server, bool isAboveReceived)
    {
        if (ByProvider.TryGetValue(account.ProviderId, out var domains))
            return server.Length == 0 ? account.ProviderId is "outlook" or "office365" : domains.Any(domain => Domains.IsWithin(server, domain));

        // Of a server nobody knows it is not known either whether it takes forged headers out. What stands above its own Received it wrote itself.
        var host = account.Imap.Host.Split('.');
        return isAboveReceived && host.Length >= 2 && !System.Net.IPAddress.TryParse(account.Imap.Host, out _) && Domains.IsWithin(server, string.Join('.', host[^2..]));
    }
}
