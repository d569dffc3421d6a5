using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>How servers are found, the most trustworthy first.</summary>
public enum DiscoveryWay
{
    /// <summary>The domain is a known provider's.</summary>
    Preset,

    /// <summary>The domain's mail exchanger is a known provider's.</summary>
    Exchanger,

    /// <summary>The domain's own configuration file (draft-ietf-mailmaint-autoconfig).</summary>
    Autoconfig,

    /// <summary>The Thunderbird project's list.</summary>
    ProviderList,

    /// <summary>The configuration file of whoever exchanges the domain's mail.</summary>
    ExchangerAutoconfig,

    /// <summary>SRV records (RFC 6186, RFC 8314).</summary>
    ServiceRecords,

    /// <summary>Exchange Online says that it knows the address (Autodiscover v2).</summary>
    Autodiscover,

    /// <summary>Customary names were tried.</summary>
    Probe,
}

/// <summary>Servers found for an address. No secret was sent to anybody to find them.</summary>
/// <param name="Name">Whose they are, for people.</param>
/// <param name="Preset">The provider behind them, where it is a known one.</param>
/// <param name="Pop3">Null where none is known.</param>
/// <param name="NeedsConfirmation">They rest on DNS alone, which anybody in between can change: a person looks at the hosts before a password goes there.</param>
public sealed record DiscoveredServers(DiscoveryWay Way, string Name, AccountServers Servers, ServerEndpoint? Pop3, ProviderPreset? Preset, bool NeedsConfirmation);

/// <summary>One way that was tried.</summary>
/// <param name="Found">Null while it is being tried.</param>
public sealed record DiscoveryStep(DiscoveryWay Way, bool? Found, TimeSpan Elapsed);

/// <summary>What became of looking for an address's servers.</summary>
/// <param name="Found">Null when nothing was found.</param>
/// <param name="Unreachable">Set when the provider is known to have no IMAP.</param>
public sealed record DiscoveryResult(DiscoveredServers? Found, UnreachableProvider? Unreachable = null);
