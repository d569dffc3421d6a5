using System.Collections.Frozen;

namespace Webmail.Mail.Discovery;

/// <summary>All providers at one moment, and how they are found. Never changes: another decision of the administrator makes another one.</summary>
internal sealed class KnownProviders
{
    private static readonly ProviderFile File = ProviderFile.Read();

    private static readonly IReadOnlyList<ProviderPreset> BuiltIn = [.. File.Providers.Select(entry => entry.ToPreset())];

    private readonly FrozenDictionary<string, ProviderPreset> _byDomain;
    private readonly FrozenDictionary<string, ProviderPreset> _byExchanger;
    private readonly FrozenDictionary<string, UnreachableProvider> _unreachable;

    /// <param name="own">Take their domains away from the built-in ones.</param>
    /// <exception cref="ArgumentException">Two of them share a domain.</exception>
    public KnownProviders(IReadOnlyList<ProviderPreset> own)
    {
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
                    throw new ArgumentException($"The domain {domain} is named by two providers", nameof(own));
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

    public IReadOnlyList<ProviderPreset> All { get; }

    /// <param name="domain">Lower case, A-labels.</param>
    public ProviderPreset? Find(string domain)
    {
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

    public ProviderPreset? FindByExchanger(string exchanger) => Below(_byExchanger, exchanger);

    public UnreachableProvider? FindUnreachable(string name) => Below(_unreachable, name);

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
}
