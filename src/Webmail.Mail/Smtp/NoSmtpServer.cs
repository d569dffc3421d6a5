using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>Stands where a configured provider names no SMTP server.</summary>
internal static class NoSmtpServer
{
    // RFC 6761 §6.4: nothing under "invalid" ever resolves, so even a caller that does not ask connects nowhere.
    public static ServerEndpoint Endpoint { get; } = new("smtp.invalid", 465, ConnectionSecurity.Tls);

    public static bool Is(ServerEndpoint endpoint) => endpoint.Host == Endpoint.Host;
}
