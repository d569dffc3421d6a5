using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>What a domain's configuration file says (draft-ietf-mailmaint-autoconfig): the first server of each kind that is encrypted and takes a password or a token.</summary>
/// <param name="Name">The provider's name for people, as it calls itself; null when it does not.</param>
internal sealed record AutoconfigDocument(string? Name, AutoconfigServer Imap, AutoconfigServer Smtp, AutoconfigServer? Pop3)
{
    private const int MaxCharacters = 256 * 1024;
    private const int MaxName = 60;

    /// <returns>Null when it is no such document, or names no IMAP and SMTP server fit for use.</returns>
    public static AutoconfigDocument? Parse(byte[] document, string address)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(document),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters, MaxCharactersFromEntities = 1024 });
            var provider = XDocument.Load(reader).Root is { Name.LocalName: "clientConfig" } root ? root.Elements().FirstOrDefault(element => element.Name.LocalName == "emailProvider") : null;
            if (provider is null || Server(provider, "incomingServer", "imap", address) is not { } imap || Server(provider, "outgoingServer", "smtp", address) is not { } smtp)
                return null;
            return new AutoconfigDocument(Title(provider), imap, smtp, Server(provider, "incomingServer", "pop3", address));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static AutoconfigServer? Server(XElement provider, string element, string type, string address) => provider.Elements()
        .Where(server => server.Name.LocalName == element && (string?)server.Attribute("type") == type)
        .Select(server => Server(server, address))
        .FirstOrDefault(server => server is not null);

    private static AutoconfigServer? Server(XElement server, string address)
    {
        // "plain" is refused: nothing that a stranger wrote may make us send a password in the clear.
        ConnectionSecurity? security = Value(server, "socketType")?.ToUpperInvariant() switch
        {
            "SSL" or "TLS" => ConnectionSecurity.Tls,
            "STARTTLS" => ConnectionSecurity.StartTls,
            _ => null,
        };
        var ways = server.Elements().Where(element => element.Name.LocalName == "authentication").Select(element => element.Value.Trim()).ToList();
        var host = MailDomain.Normalize(Fill(Value(server, "hostname") ?? string.Empty, address));
        var userName = Fill(Value(server, "username") ?? "%EMAILADDRESS%", address);
        if (security is null || host is null || !host.Contains('.', StringComparison.Ordinal) || userName.Length is 0 or > 254 || userName.Any(char.IsControl)
            || (ways.Count > 0 && !ways.Exists(way => way is "password-cleartext" or "plain" or "OAuth2"))
            || !int.TryParse(Value(server, "port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535)
            return null;
        return new AutoconfigServer(new ServerEndpoint(host, port, security.Value), userName);
    }

    private static string? Title(XElement provider)
    {
        var name = Value(provider, "displayShortName") ?? Value(provider, "displayName");
        return string.IsNullOrEmpty(name) || name.Length > MaxName || name.Any(char.IsControl) ? null : name;
    }

    private static string? Value(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    private static string Fill(string text, string address)
    {
        var at = address.LastIndexOf('@');
        return text
            .Replace("%EMAILADDRESS%", address, StringComparison.Ordinal)
            .Replace("%EMAILLOCALPART%", address[..at], StringComparison.Ordinal)
            .Replace("%EMAILDOMAIN%", address[(at + 1)..], StringComparison.Ordinal);
    }
}

/// <summary>A server of the file, its placeholders filled in.</summary>
internal sealed record AutoconfigServer(ServerEndpoint Endpoint, string UserName);
