using System.Collections.Frozen;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>The providers known without asking: built in, and from the configuration. A configured provider takes its domains away from the built-in one.</summary>
public sealed class ProviderPresets
{
    // What we take where no source states a limit: one connection waits, the other works.
    private const int CautiousConnections = 2;

    private static readonly IReadOnlyList<ProviderPreset> BuiltIn = [.. ProviderFile.Read().Providers.Select(entry => entry.ToPreset())];

    private readonly FrozenDictionary<string, ProviderPreset> _byDomain;

    /// <exception cref="ArgumentException">Two configured providers share a domain, or a name is none.</exception>
    public ProviderPresets(IReadOnlyList<ConfiguredProvider> configured)
    {
        var own = configured.Select(FromConfiguration).ToList();
        var taken = own.SelectMany(preset => preset.Domains).ToHashSet(StringComparer.Ordinal);
        All =
        [
            .. own,
            .. BuiltIn
                .Select(preset => preset with { Domains = [.. preset.Domains.Where(domain => !taken.Contains(domain))] })
                .Where(preset => preset.Domains.Count > 0),
        ];

        var byDomain = new Dictionary<string, ProviderPreset>(StringComparer.Ordinal);
        foreach (var preset in All)
        {
            foreach (var domain in preset.Domains)
            {
                if (!byDomain.TryAdd(domain, preset))
                    throw new ArgumentException($"The domain {domain} is named by two providers", nameof(configured));
            }
        }

        _byDomain = byDomain.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Configured ones first.</summary>
    public IReadOnlyList<ProviderPreset> All { get; }

    /// <returns>The provider of the address's domain; null when unknown or no address.</returns>
    public ProviderPreset? Find(string address)
    {
        if (MailDomain.Of(address) is not { } domain)
            return null;
        if (_byDomain.TryGetValue(domain, out var exact))
            return exact;

        // "*.example.com" stands for everything below example.com; the nearest one wins.
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (_byDomain.TryGetValue("*" + domain[dot..], out var below))
                return below;
        }

        return null;
    }

    /// <returns>The provider an account was made from; null for an empty or forgotten id.</returns>
    public ProviderPreset? FindById(string providerId) => All.FirstOrDefault(preset => preset.Id == providerId);

    /// <summary>The servers of an address at its provider. Where the provider has no SMTP server, <see cref="Smtp.SmtpSubmitter"/> refuses to send.</summary>
    public static AccountServers ServersFor(ProviderPreset preset, string address) => new(
        preset.Imap,
        UserName(preset.ImapLogin, address),
        preset.Smtp ?? Smtp.NoSmtpServer.Endpoint,
        UserName(preset.SmtpLogin, address),
        preset.SavesSentMail,
        Math.Clamp(preset.MaxConnections, 1, 3),
        preset.Id);

    private static string UserName(LoginForm form, string address)
    {
        var trimmed = address.Trim();
        return form == LoginForm.LocalPart && trimmed.LastIndexOf('@') is > 0 and var at ? trimmed[..at] : trimmed;
    }

    private static ProviderPreset FromConfiguration(ConfiguredProvider provider)
    {
        var domains = provider.Domains
            .Select(domain => (domain.StartsWith("*.", StringComparison.Ordinal) ? "*." : "", MailDomain.Normalize(domain.StartsWith("*.", StringComparison.Ordinal) ? domain[2..] : domain)))
            .Select(parts => parts.Item2 is { } name ? parts.Item1 + name : throw new ArgumentException($"The provider {provider.Name} names a domain that is none", nameof(provider)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new ProviderPreset(
            "configured:" + provider.Name,
            provider.Name,
            domains,
            provider.Imap,
            provider.ImapUserName,
            Pop3: null,
            provider.Smtp,
            provider.SmtpUserName,
            provider.SavesSentMail,
            Math.Clamp(provider.MaxConnections ?? CautiousConnections, 1, 3),
            ProviderAuthentication.Password,
            HelpUri: null,
            new Dictionary<string, SpecialUse>(),
            ImapQuirks.None,
            BuiltIn: false);
    }
}
