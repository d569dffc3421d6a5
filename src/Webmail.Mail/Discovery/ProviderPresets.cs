using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>
/// The providers known without asking: built in, from the configuration, and added by the administrator while we run. A configured or added
/// provider takes its domains away from the built-in one. Safe from any thread.
/// </summary>
public sealed class ProviderPresets
{
    /// <summary>What we take where no source states a limit: one connection waits, the other works.</summary>
    internal const int CautiousConnections = 2;

    internal const int MostConnections = 3;

    private readonly IReadOnlyList<ProviderPreset> _configured;
    private volatile KnownProviders _known;
    private volatile IReadOnlySet<string> _disabled = new HashSet<string>();

    /// <exception cref="ArgumentException">Two configured providers share a domain, or a name is none.</exception>
    public ProviderPresets(IReadOnlyList<ConfiguredProvider> configured)
    {
        _configured = [.. configured.Select(provider => ConfiguredPreset.From("configured:" + provider.Name, provider))];
        _known = new KnownProviders(_configured);
    }

    /// <summary>Configured ones first, then added ones.</summary>
    public IReadOnlyList<ProviderPreset> All => _known.All;

    /// <summary>What the administrator added takes the place of what was added before.</summary>
    /// <param name="added">By a stable id each; a domain that the configuration, or one before it, names stays with that.</param>
    /// <param name="disabled">Ids of providers that take no new mailboxes here.</param>
    public void Replace(IReadOnlyList<(string Id, ConfiguredProvider Provider)> added, IReadOnlySet<string> disabled)
    {
        var own = _configured.ToList();
        foreach (var (id, provider) in added)
        {
            var preset = ConfiguredPreset.From(id, provider);
            own.Add(preset with { Domains = [.. preset.Domains.Where(domain => !own.Exists(other => other.Domains.Contains(domain)))] });
        }

        _known = new KnownProviders(own);
        _disabled = disabled;
    }

    /// <summary>True when the provider takes no new mailboxes here; those there are go on.</summary>
    public bool IsDisabled(ProviderPreset preset) => _disabled.Contains(preset.Id);

    /// <returns>The provider of the address's domain; null when unknown or no address.</returns>
    public ProviderPreset? Find(string address) => MailDomain.Of(address) is { } domain ? _known.Find(domain) : null;

    /// <summary>Who hosts a domain, by its mail exchanger. An answer of DNS is nobody's word: the person confirms the servers before a password goes there.</summary>
    /// <param name="exchanger">Host name of the MX record.</param>
    public ProviderPreset? FindByExchanger(string exchanger) => _known.FindByExchanger(exchanger);

    /// <summary>Why mailboxes of this address, or behind this mail exchanger, cannot be read here; null when nothing of the kind is known.</summary>
    /// <param name="name">A domain or the host name of an MX record.</param>
    public UnreachableProvider? FindUnreachable(string name) => _known.FindUnreachable(name);

    /// <returns>The provider an account was made from; null for an empty or forgotten id.</returns>
    public ProviderPreset? FindById(string providerId) => All.FirstOrDefault(preset => preset.Id == providerId);

    /// <summary>The servers of an address at its provider. Where the provider has no SMTP server, <see cref="Smtp.SmtpSubmitter"/> refuses to send.</summary>
    public static AccountServers ServersFor(ProviderPreset preset, string address) => new(
        preset.Imap,
        UserName(preset.ImapLogin, address),
        preset.Smtp ?? Smtp.NoSmtpServer.Endpoint,
        UserName(preset.SmtpLogin, address),
        preset.SavesSentMail,
        Math.Clamp(preset.MaxConnections, 1, MostConnections),
        preset.Id);

    private static string UserName(LoginForm form, string address)
    {
        var trimmed = address.Trim();
        return form == LoginForm.LocalPart && trimmed.LastIndexOf('@') is > 0 and var at ? trimmed[..at] : trimmed;
    }
}
