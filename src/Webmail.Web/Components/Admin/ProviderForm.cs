using Webmail.Model;

namespace Webmail.Web.Components.Admin;

/// <summary>What the form for a provider posts.</summary>
internal sealed class ProviderForm
{
    private const int MaxPort = 65535;

    public string? Name { get; set; }

    /// <summary>Separated by commas, spaces or lines.</summary>
    public string? Domains { get; set; }

    public string? ImapHost { get; set; }

    public int? ImapPort { get; set; }

    public ConnectionSecurity ImapSecurity { get; set; }

    public LoginForm ImapLogin { get; set; }

    public string? SmtpHost { get; set; }

    public int? SmtpPort { get; set; }

    public ConnectionSecurity SmtpSecurity { get; set; } = ConnectionSecurity.StartTls;

    public LoginForm SmtpLogin { get; set; }

    public bool SavesSentMail { get; set; }

    public int? MaxConnections { get; set; }

    public static ProviderForm Of(ConfiguredProvider provider) => new()
    {
        Name = provider.Name,
        Domains = string.Join(", ", provider.Domains),
        ImapHost = provider.Imap.Host,
        ImapPort = provider.Imap.Port,
        ImapSecurity = provider.Imap.Security,
        ImapLogin = provider.ImapUserName,
        SmtpHost = provider.Smtp?.Host,
        SmtpPort = provider.Smtp?.Port,
        SmtpSecurity = provider.Smtp?.Security ?? ConnectionSecurity.StartTls,
        SmtpLogin = provider.SmtpUserName,
        SavesSentMail = provider.SavesSentMail,
        MaxConnections = provider.MaxConnections,
    };

    /// <summary>Null when a port is none.</summary>
    public ConfiguredProvider? ToProvider()
    {
        var imap = Endpoint(ImapHost, ImapPort, ImapSecurity);
        if (imap is null || (!string.IsNullOrWhiteSpace(SmtpHost) && Endpoint(SmtpHost, SmtpPort, SmtpSecurity) is null))
            return null;
        return new ConfiguredProvider(
            Name ?? string.Empty,
            Domains?.Split([',', ';', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            imap,
            ImapLogin,
            Endpoint(SmtpHost, SmtpPort, SmtpSecurity),
            SmtpLogin,
            SavesSentMail,
            MaxConnections is >= 1 and <= 3 ? MaxConnections : null);
    }

    // The administrator vouches for it: it may be on the local network, which a host typed by a person may not.
    private static ServerEndpoint? Endpoint(string? host, int? port, ConnectionSecurity security) =>
        string.IsNullOrWhiteSpace(host) || port is not (> 0 and <= MaxPort) || !Enum.IsDefined(security) ? null : new ServerEndpoint(host.Trim(), port.Value, security, AllowPrivate: true);
}
