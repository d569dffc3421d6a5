using Webmail.Model;

namespace Webmail.Web.Components.Account;

/// <summary>What the sign-in page posts.</summary>
public sealed class SignInForm
{
    private const int MaxPort = 65535;

    public string? Address { get; set; }

    public string? Password { get; set; }

    /// <summary>The servers the person looked at and wants the password to go to.</summary>
    public string? Confirmed { get; set; }

    public string? ImapServer { get; set; }

    public int? ImapPort { get; set; }

    public ConnectionSecurity? ImapSecurity { get; set; }

    public string? SmtpServer { get; set; }

    public int? SmtpPort { get; set; }

    public ConnectionSecurity? SmtpSecurity { get; set; }

    public string? UserName { get; set; }

    /// <summary>The group of server settings was on the page.</summary>
    public bool HasServers => ImapSecurity is not null;

    /// <summary>Null when something is missing.</summary>
    public AccountServers? ToServers(string address)
    {
        var imap = Endpoint(ImapServer, ImapPort, ImapSecurity);
        var smtp = Endpoint(SmtpServer, SmtpPort, SmtpSecurity);
        if (imap is null || smtp is null)
            return null;
        var userName = string.IsNullOrWhiteSpace(UserName) ? address : UserName.Trim();
        return new AccountServers(imap, userName, smtp, userName, SavesSentMail: false, MaxConnections: 2, ProviderId: string.Empty);
    }

    private static ServerEndpoint? Endpoint(string? host, int? port, ConnectionSecurity? security) =>
        string.IsNullOrWhiteSpace(host) || port is not (> 0 and <= MaxPort) || security is null ? null : new ServerEndpoint(host.Trim(), port.Value, security.Value);
}
