using System.Collections.Frozen;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>The providers known without asking: built in, and from the configuration. A configured provider takes its domains away from the built-in one.</summary>
public sealed class ProviderPresets
{
    /// <summary>What we take where no source states a limit: one connection waits, the other works.</summary>
    internal const int CautiousConnections = 2;

    internal const int MostConnections = 3;

    private static readonly ProviderFile File = ProviderFile.Read();

    private static readonly IReadOnlyList<ProviderPreset> BuiltIn = [.. File.Providers.Select(entry => entry.ToPreset())];

    private readonly FrozenDictionary<string, ProviderPreset> _byDomain;
    private readonly FrozenDictionary<string, ProviderPreset> _byExchanger;
    private readonly FrozenDictionary<string, UnreachableProvider> _unreachable;

    /// <exception cref="ArgumentException">Two configured providers share a domain, or a name is none.</exception>
    public ProviderPresets(IReadOnlyList<ConfiguredProvider> configured)
    {
        var own = configured.Select(ConfiguredPreset.From).ToList();
        var taken = own.SelectMany(preset => preset.Domains).ToHashSet(StringComparer.Ordinal);
        All =
        [
            .. own,
            .. BuiltIn
                .Select(preset => preset with { Domains = [.. preset.Domains.Where(domain => !taken.Contains(domain))] })
                .Where(preset => preset.Domains.Count > 0 || preset.MailExchangers.Count > 0),
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
        _byExchanger = All.SelectMany(preset => preset.MailExchangers.Select(name => (name, preset))).ToFrozenDictionary(pair => pair.name, pair => pair.preset, StringComparer.Ordinal);
        _unreachable = File.Unreachable
            .SelectMany(entry => entry.Domains.Concat(entry.Mx ?? []).SelectMany(names => names.Names).Select(name => (name, new UnreachableProvider(entry.Id, entry.Name, entry.En, entry.Ru))))
            .Where(pair => !taken.Contains(pair.name))
            .DistinctBy(pair => pair.name)
            .ToFrozenDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);
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

    /// <summary>Who hosts a domain, by its mail exchanger. An answer of DNS is nobody's word: the person confirms the servers before a password goes there.</summary>
    /// <param name="exchanger">Host name of the MX record.</param>
    public ProviderPreset? FindByExchanger(string exchanger) => Below(_byExchanger, exchanger);

    /// <summary>Why mailboxes of this address, or behind this mail exchanger, cannot be read here; null when nothing of the kind is known.</summary>
    /// <param name="name">A domain or the host name of an MX record.</param>
    public UnreachableProvider? FindUnreachable(string name) => Below(_unreachable, name);

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

    private static T? Below<T>(FrozenDictionary<string, T> known, string name)
        where T : class
    {
        for (var rest = MailDomain.Normalize(name); rest is not null; rest = rest.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? rest[(dot + 1)..] : null)
        {
            if (known.TryGetValue(rest, out var found))
                return found;
        }

        return null;
    }

    private static string UserName(LoginForm form, string address)
    {
        var trimmed = address.Trim();
        return form == LoginForm.LocalPart && trimmed.LastIndexOf('@') is > 0 and var at ? trimmed[..at] : trimmed;
    }
}
