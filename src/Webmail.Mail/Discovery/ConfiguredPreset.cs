using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>Makes a preset of a provider from the configuration, or of one that the administrator added.</summary>
internal static class ConfiguredPreset
{
    /// <exception cref="ArgumentException">It names a domain that is none.</exception>
    public static ProviderPreset From(string id, ConfiguredProvider provider) => new(
        id,
        provider.Name,
        [.. provider.Domains.Select(domain => Domain(provider, domain)).Distinct(StringComparer.Ordinal)],
        MailExchangers: [],
        provider.Imap,
        provider.ImapUserName,
        Pop3: null,
        provider.ImapUserName,
        provider.Smtp,
        provider.SmtpUserName,
        provider.SavesSentMail,
        Math.Clamp(provider.MaxConnections ?? ProviderPresets.CautiousConnections, 1, ProviderPresets.MostConnections),
        ProviderAuthentication.Password,
        provider.OAuth,
        Setup: [],
        new Dictionary<ProviderLimit, int>(),
        new Dictionary<string, SpecialUse>(),
        ImapQuirks.None,
        BuiltIn: false);

    private static string Domain(ConfiguredProvider provider, string domain)
    {
        var wildcard = domain.StartsWith("*.", StringComparison.Ordinal) ? "*." : string.Empty;
        return MailDomain.Normalize(domain[wildcard.Length..]) is { } name
            ? wildcard + name
            : throw new ArgumentException($"The provider {provider.Name} names a domain that is none", nameof(provider));
    }
}
