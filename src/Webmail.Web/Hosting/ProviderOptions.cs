using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Webmail.Model;

namespace Webmail.Web.Hosting;

/// <summary>A mail provider from the configuration.</summary>
public sealed class ProviderOptions
{
    [Required]
    public string Name { get; set; } = string.Empty;

    [MinLength(1)]
    public IList<string> Domains { get; set; } = [];

    [Required, ValidateObjectMembers]
    public ServerOptions? Imap { get; set; }

    /// <summary>Without one, mail cannot be sent from its mailboxes.</summary>
    [ValidateObjectMembers]
    public ServerOptions? Smtp { get; set; }

    /// <summary>Accepted for the providers that have nothing else; mailboxes are read over IMAP.</summary>
    [ValidateObjectMembers]
    public ServerOptions? Pop3 { get; set; }

    /// <summary>The provider files what its SMTP server accepted into Sent.</summary>
    public bool SavesSentMail { get; set; }

    /// <summary>Whose tokens its servers take: google, microsoft, yandex, mailru or openid; empty for passwords only.</summary>
    [AllowedValues(null, "", OAuthProviders.Google, OAuthProviders.Microsoft, OAuthProviders.Yandex, OAuthProviders.MailRu, OAuthProviders.OpenId)]
    public string? OAuth { get; set; }

    /// <summary>IMAP connections a mailbox may hold; empty where the limit is unknown.</summary>
    [Range(1, 3)]
    public int? MaxConnections { get; set; }

    internal ConfiguredProvider ToProvider()
    {
        var imap = Imap ?? throw new InvalidOperationException("Validated options have an IMAP server");
        return new ConfiguredProvider(
            Name,
            [.. Domains],
            imap.ToEndpoint(tlsPort: 993, otherPort: 143),
            imap.UserName,
            Smtp?.ToEndpoint(tlsPort: 465, otherPort: 587),
            Smtp?.UserName ?? imap.UserName,
            SavesSentMail,
            MaxConnections)
        {
            OAuth = string.IsNullOrEmpty(OAuth) ? null : OAuth,
        };
    }
}

/// <summary>A server of a configured provider.</summary>
public sealed class ServerOptions
{
    [Required]
    public string Host { get; set; } = string.Empty;

    /// <summary>Empty means the customary one for the security.</summary>
    [Range(1, 65535)]
    public int? Port { get; set; }

    public ConnectionSecurity Security { get; set; } = ConnectionSecurity.Tls;

    public LoginForm UserName { get; set; } = LoginForm.Address;

    // The administrator vouches for this host: it may be on the local network, which a typed one may not.
    internal ServerEndpoint ToEndpoint(int tlsPort, int otherPort) =>
        new(Host, Port ?? (Security == ConnectionSecurity.Tls ? tlsPort : otherPort), Security, AllowPrivate: true);
}
